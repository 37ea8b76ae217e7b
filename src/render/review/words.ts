// The words of a review for an organization, the place of a change and a warning, as Markdown.
import { isStatedEnd } from '../../model/change-predicates.js';
import { organizationKey } from '../../model/change.js';
import type { Change, OrganizationRef, RemoveMember } from '../../model/change.js';
import type { Notice } from '../../model/notice.js';
import { tellApart } from '../namesakes.js';
import type { Namesakes } from '../namesakes.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';

/** How a review is written. */
export interface ReviewStyle {
  /** The label of a pull request that approves removals; null where an option does. */
  readonly approvalLabel: string | null;
  /** The same for invitations. */
  readonly invitationLabel: string | null;
  /** The address of the folder of the files in a repository; null for no links. */
  readonly sourceUrl: string | null;
  /** Whether organizations are shown with their codes. */
  readonly hasCodes: boolean;
  /** The organizations whose names look alike, which are always shown with what tells them apart. */
  readonly namesakes: Namesakes;
  /** The commit of every change, which stands above the list and in no line; null if there are several. */
  readonly commonCommit: string | null;
}

/** Returns an entry under the change's organization. */
export function toEntry(
  change: Change & { readonly organization?: OrganizationRef },
  words: string,
  style: ReviewStyle,
): Entry {
  return {
    group: change.organization === undefined ? null : nameOrganization(change.organization, style),
    line: `${words}  ${placeChange(change, style)}`,
    isDrifted: change.cause === 'drifted',
  };
}

/** Returns the organization's name, with its code only where the style or a namesake needs it. */
export function nameOrganization({ code, name }: OrganizationRef, style: ReviewStyle): string {
  const shown = `**${toMarkdownName(name)}**${code === null ? ' (new)' : ''}`;
  const mark = style.namesakes.get(organizationKey({ code, name })) ?? (style.hasCodes ? code : null);
  return mark === null ? shown : `${shown} ${toMarkdownCode(mark)}`;
}

/**
 * Returns the place of a change: file and line, and the commit if it is known. A removal without an ended listing or a leaver
 * has no line: it names the list, and with a base the former line.
 */
export function placeChange(
  change: Change,
  { sourceUrl, commonCommit }: Pick<ReviewStyle, 'sourceUrl' | 'commonCommit'>,
): string {
  const place = linkPlace(change.source, sourceUrl);
  const hash = commitOf(change);
  const commit =
    hash === undefined || hash === commonCommit ? '' : ` in commit ${linkCommit(hash, sourceUrl)}`;
  if (hasOwnLine(change)) return `<sub>${place}${commit}</sub>`;
  const { baseSource } = nameBase(change);
  if (baseSource === undefined) return `<sub>not in the list at ${place}</sub>`;
  if (baseSource === null) return `<sub>not in the list at ${place}, before or after this pull request</sub>`;
  // The line is one of the base, which the files of the link do not have.
  return `<sub>this pull request deletes the line ${linkPlace(baseSource, null)}${commit}</sub>`;
}

/** Returns whether a line of the files asks for the change. A removal without an ended listing or a leaver has none. */
function hasOwnLine(change: Change): boolean {
  return (change.action !== 'remove' && change.action !== 'revoke') || isStatedEnd(change);
}

function nameBase(change: Change): Pick<RemoveMember, 'baseSource' | 'baseCommit'> {
  return change.action === 'remove' ? change : {};
}

/** Returns the commit that a change's place names; absent if it is not known. */
export function commitOf(change: Change): string | undefined {
  return hasOwnLine(change) ? change.commit : nameBase(change).baseCommit;
}

/** Returns the file and line of a source, as a link if the repository is known. */
export function linkPlace(source: string, sourceUrl: string | null): string {
  const shown = toMarkdownCode(source.replace(/(:\d+):\d+$/, '$1'));
  const [, file = '', line = ''] = /^(.+):(\d+):\d+$/su.exec(source) ?? [];
  if (sourceUrl === null || file === '' || /^\/|(^|\/)\.\.(\/|$)/.test(file)) return shown;
  const path = file.replace(/^\.\//, '').split('/').map(encodePart).join('/');
  return `[${shown}](${sourceUrl}/${path}#L${line})`;
}

/** Returns the hash of a commit, as a link if the repository is known. */
export function linkCommit(commit: string, sourceUrl: string | null): string {
  const shown = toMarkdownCode(commit);
  const root = /^(.+?)\/blob\//.exec(sourceUrl ?? '')?.[1];
  return root === undefined || !/^[0-9a-f]{4,64}$/.test(commit)
    ? shown
    : `[${shown}](${root}/commit/${commit})`;
}

/** A parenthesis would end a link of Markdown. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[()!'*~]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}

/** Returns an entry for each warning. */
export function describeWarnings(warnings: readonly Notice[], style: ReviewStyle): readonly Entry[] {
  return tellApart(warnings, style.namesakes).map((warning) => {
    return { group: null, line: describeWarning(warning, style), isDrifted: false };
  });
}

function describeWarning({ code, message, source }: Notice, { sourceUrl }: ReviewStyle): string {
  const place = source === undefined ? '' : ` <sub>${linkPlace(source, sourceUrl)}</sub>`;
  return `${toMarkdownProse(message)}${place} <sub>${toMarkdownCode(code)}</sub>`;
}
