// The words of a review for an organization, the place of a change, a warning and a refusal, as Markdown.
import type { Change, OrganizationRef, Origin } from '../model/change.js';
import type { Day } from '../model/day.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';

/** Returns the organization's name with its code, which distinguishes organizations of one name. */
export function nameOrganization({ code, name }: OrganizationRef): string {
  return `**${toMarkdownName(name)}** ${code === null ? '(new)' : toMarkdownCode(code)}`;
}

/**
 * Returns the place of a change: file and line, and the commit if it is known. A removal without an ended listing or a leaver
 * has no line of its own: the commit of the organization's line did not cause it and is not named.
 */
export function placeChange(
  change: Pick<Change, 'action' | keyof Origin> & { readonly until?: Day; readonly leaver?: true },
): string {
  const { action, source, commit, until, leaver } = change;
  const place = toMarkdownCode(dropColumn(source));
  const isRemoval = action === 'remove' || action === 'revoke';
  if (isRemoval && until === undefined && leaver !== true) return `<sub>not listed under ${place}</sub>`;
  return `<sub>${commit === undefined ? place : `${place} in commit ${toMarkdownCode(commit)}`}</sub>`;
}

/** Returns the file and line of a source. */
function placeLine(source: string): string {
  return `<sub>${toMarkdownCode(dropColumn(source))}</sub>`;
}

function dropColumn(source: string): string {
  return source.replace(/(:\d+):\d+$/, '$1');
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
export function describeWarnings(warnings: readonly Notice[]): readonly Entry[] {
  return warnings.map((warning) => ({ group: null, line: describeWarning(warning), isDrifted: false }));
}

function describeWarning({ code, message, source }: Notice): string {
  const place = source === undefined ? '' : `  ${placeLine(source)}`;
  return `${toMarkdownCode(code)} ${toMarkdownProse(message)}${place}`;
}

function countInvites(changes: readonly Change[]): number {
  return changes.filter(({ action }) => action === 'invite').length;
}

/** Returns an entry for each refusal, with the exact option that overrides it where one does. */
export function describeRefusals({
  refusals,
  summary,
  changes,
}: Pick<Plan, 'refusals' | 'summary' | 'changes'>): readonly Entry[] {
  return refusals.map(({ guard, message, override }) => {
    const count = guard === 'max-invitations' ? countInvites(changes) : summary.remove;
    const way =
      override === null ? '' : ` **To allow exactly this, add** ${toMarkdownCode(`${override} ${count}`)}.`;
    const line = `**${guardNames[guard]}.** ${toMarkdownProse(message)}${way}`;
    return { group: null, line, isDrifted: false };
  });
}
