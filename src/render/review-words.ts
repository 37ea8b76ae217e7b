// The words of a review for an organization, the place of a change, a warning and a refusal, as Markdown.
import type { Change, OrganizationRef, Origin } from '../model/change.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import { formatCount } from './markdown-section.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { splitRefusals } from './split-refusals.js';

/** Returns the organization's name with its code, which distinguishes organizations of one name. */
export function nameOrganization({ code, name }: OrganizationRef): string {
  return `**${toMarkdownName(name)}** ${code === null ? '(new)' : toMarkdownCode(code)}`;
}

/**
 * Returns the place of a change: file and line, and the commit if it is known. A removal has no line of its own: the
 * commit of the organization's line did not cause it and is not named.
 */
export function placeChange({ action, source, commit }: Pick<Change, 'action' | keyof Origin>): string {
  const place = toMarkdownCode(dropColumn(source));
  if (action === 'remove') return `<sub>not listed under ${place}</sub>`;
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
  'unmanaged-organizations': 'Kinde has organizations that no file names',
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

/** Returns an entry for each refusal, without the way to go on. */
export function describeRefusals(refusals: readonly Refusal[]): readonly Entry[] {
  return splitRefusals(refusals).reasons.map(({ guard, text }) => {
    return { group: null, line: `**${guardNames[guard]}.** ${toMarkdownProse(text)}`, isDrifted: false };
  });
}

const removalOption = '--allow-removals';

/** Returns the ways to go on where the comment is read: the label of the pull request, or the options. */
export function describeWays({ refusals, changes }: Plan, approvalLabel: string | null): string {
  const { ways } = splitRefusals(refusals);
  const others = ways.filter((way) => !way.includes(removalOption)).map(toMarkdownProse);
  if (!refusals.some(({ override }) => override === removalOption)) return others.join('\n\n');
  const count = changes.filter(({ action }) => action === 'remove').length;
  const what = count === 1 ? 'exactly this removal' : `exactly these ${formatCount(count)} removals`;
  const way =
    approvalLabel === null
      ? nameOptions(what, count, ways)
      : nameLabel(what, toMarkdownCode(`${approvalLabel}: ${count}`));
  return [way, ...others].join('\n\n');
}

function nameOptions(what: string, count: number, ways: readonly string[]): string {
  const canHoldBack = ways.some((way) => way.includes('--no-removals'));
  const holdBack = canHoldBack ? ' To apply everything else, add `--no-removals`.' : '';
  return `**To approve ${what}, add** ${toMarkdownCode(`${removalOption} ${count}`)}.${holdBack}`;
}

function nameLabel(what: string, label: string): string {
  return [
    `**To approve ${what}, add the label ${label} to this pull request.**`,
    'The plan is then made again, and the label counts once more when the pull request is merged; a plan with any other number of removals is refused.',
    'People with the role Triage or a higher one in this repository can set labels.',
  ].join(' ');
}
