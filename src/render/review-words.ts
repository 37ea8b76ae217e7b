// The words of a review for an organization, the place of a change, a warning and a refusal, as Markdown.
import type { Change, OrganizationRef, Origin } from '../model/change.js';
import { formatCount } from '../model/count-noun.js';
import type { Day } from '../model/day.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { splitRefusals } from './split-refusals.js';

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
  /** Names that several organizations of the plan have, which are always shown with their codes. */
  readonly sharedNames: ReadonlySet<string>;
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
  const shown = `**${toMarkdownName(name)}**`;
  if (code === null) return `${shown} (new)`;
  return style.hasCodes || style.sharedNames.has(name) ? `${shown} ${toMarkdownCode(code)}` : shown;
}

/**
 * Returns the place of a change: file and line, and the commit if it is known. A removal without an ended listing or a leaver
 * has no line of its own: the commit of the organization's line did not cause it and is not named.
 */
export function placeChange(
  change: Pick<Change, 'action' | keyof Origin> & { readonly until?: Day; readonly leaver?: true },
  { sourceUrl }: Pick<ReviewStyle, 'sourceUrl'>,
): string {
  const { action, source, commit, until, leaver } = change;
  const place = linkPlace(source, sourceUrl);
  const isRemoval = action === 'remove' || action === 'revoke';
  if (isRemoval && until === undefined && leaver !== true) return `<sub>not listed under ${place}</sub>`;
  return `<sub>${commit === undefined ? place : `${place} in commit ${linkCommit(commit, sourceUrl)}`}</sub>`;
}

/** Returns the file and line of a source, as a link if the repository is known. */
export function linkPlace(source: string, sourceUrl: string | null): string {
  const shown = toMarkdownCode(source.replace(/(:\d+):\d+$/, '$1'));
  const [, file = '', line = ''] = /^(.+):(\d+):\d+$/su.exec(source) ?? [];
  if (sourceUrl === null || file === '' || /^\/|(^|\/)\.\.(\/|$)/.test(file)) return shown;
  const path = file.replace(/^\.\//, '').split('/').map(encodePart).join('/');
  return `[${shown}](${sourceUrl}/${path}#L${line})`;
}

function linkCommit(commit: string, sourceUrl: string | null): string {
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

const guardNames: Readonly<Record<Refusal['guard'], string>> = {
  'environment-lock': 'Wrong environment',
  'max-removals': 'More people would leave an organization than the limit allows',
  'approved-removals': 'The number of removals differs from the approved one',
  'max-removed-people': 'More people would leave in total than the limit allows',
  'keep-holder': 'A role would lose its last holder',
  'max-invitations': 'More invitations would be mailed than the limit allows',
  'unmanaged-organizations': 'Kinde has organizations that no file names',
  'refused-warning': 'The configuration refuses plans with this warning',
  'plan-overtaken': 'Kinde or the configuration has changed since the plan was saved',
};

/** Returns an entry for each warning. */
export function describeWarnings(warnings: readonly Notice[], style: ReviewStyle): readonly Entry[] {
  return warnings.map((warning) => {
    return { group: null, line: describeWarning(warning, style), isDrifted: false };
  });
}

function describeWarning({ code, message, source }: Notice, { sourceUrl }: ReviewStyle): string {
  const place = source === undefined ? '' : `  <sub>${linkPlace(source, sourceUrl)}</sub>`;
  return `${toMarkdownCode(code)} ${toMarkdownProse(message)}${place}`;
}

/** Returns an entry for each refusal, without the way to go on. */
export function describeRefusals(refusals: readonly Refusal[]): readonly Entry[] {
  return splitRefusals(refusals).map(({ guard, reason }) => {
    return { group: null, line: `**${guardNames[guard]}.** ${toMarkdownProse(reason)}`, isDrifted: false };
  });
}

const removalOption = '--allow-removals';
const invitationOption = '--allow-invitations';

/** Returns the ways to go on where the comment is read: the labels of the pull request, or the options. */
export function describeWays(
  { refusals, changes }: Plan,
  { approvalLabel, invitationLabel }: Pick<ReviewStyle, 'approvalLabel' | 'invitationLabel'>,
): string {
  const ways = [...new Set(splitRefusals(refusals).flatMap(({ way }) => (way === '' ? [] : [way])))];
  const isOverridden = (option: string): boolean => refusals.some(({ override }) => override === option);
  const count = (action: Change['action']): number => changes.filter((one) => one.action === action).length;
  const [removals, invitations] = [count('remove'), count('invite')];
  const hasLabel = invitationLabel !== null && isOverridden(invitationOption);
  const named = [removalOption, ...(hasLabel ? [invitationOption] : [])];
  return [
    ...(!isOverridden(removalOption)
      ? []
      : [
          approvalLabel === null ? nameOption(removals, ways) : nameLabel(approvalLabel, removals, 'removal'),
        ]),
    ...(hasLabel ? [nameLabel(invitationLabel, invitations, 'invitation')] : []),
    ...ways.filter((way) => !named.some((option) => way.includes(option))).map(toMarkdownProse),
  ].join('\n\n');
}

function sayExactly(count: number, noun: string): string {
  return count === 1 ? `exactly this ${noun}` : `exactly these ${formatCount(count)} ${noun}s`;
}

function nameOption(count: number, ways: readonly string[]): string {
  const canHoldBack = ways.some((way) => way.includes('--no-removals'));
  const holdBack = canHoldBack ? ' To apply everything else, add `--no-removals`.' : '';
  return `**To approve ${sayExactly(count, 'removal')}, add** ${toMarkdownCode(`${removalOption} ${count}`)}.${holdBack}`;
}

function nameLabel(label: string, count: number, noun: string): string {
  return [
    `**To approve ${sayExactly(count, noun)}, add the label ${toMarkdownCode(`${label}: ${count}`)} to this pull request.**`,
    `The plan is then made again, and the label counts once more when the pull request is merged; a plan with any other number of ${noun}s is refused.`,
    'People with the role Triage or a higher one in this repository can set labels.',
  ].join(' ');
}
