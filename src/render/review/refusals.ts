// The refusals of a review, as Markdown: first what is wrong, then the usual way out, then the approval.
import type { Change } from '../../model/change.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { Refusal } from '../../model/notice.js';
import type { Plan } from '../../model/plan.js';
import { tellApart } from '../namesakes.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownProse } from './markdown-text.js';
import type { ReviewStyle } from './words.js';
import { splitRefusals } from '../split-refusals.js';

/** Returns an entry for each refusal, without the way to go on. Its first sentence is bold, and the guard comes last. */
export function describeRefusals(
  refusals: readonly Refusal[],
  { namesakes }: Pick<ReviewStyle, 'namesakes'>,
): readonly Entry[] {
  return splitRefusals(tellApart(refusals, namesakes)).map(({ guard, reason }) => {
    const [, first = reason, rest = ''] = /^(.+?[.?!])\s+([A-Z0-9].*)$/s.exec(reason) ?? [];
    const text = [`**${toMarkdownProse(first)}**`, ...(rest === '' ? [] : [toMarkdownProse(rest)])].join(' ');
    return { group: null, line: `${text} <sub>${toMarkdownCode(guard)}</sub>`, isDrifted: false };
  });
}

const removalOption = '--allow-removals';
const invitationOption = '--allow-invitations';

type Labels = Pick<ReviewStyle, 'approvalLabel' | 'invitationLabel'>;

/** Returns the ways to go on where the comment is read: the labels of the pull request, or the options. */
export function describeWays(
  { refusals, changes }: Plan,
  { approvalLabel, invitationLabel }: Labels,
  isForMerge: boolean,
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
      : approvalLabel === null
        ? [nameOptions(removals, ways)]
        : [wayBack, nameLabel(approvalLabel, removals, 'removal')]),
    ...(hasLabel ? [nameLabel(invitationLabel, invitations, 'invitation')] : []),
    ...ways.filter((way) => !named.some((option) => way.includes(option))).map(toMarkdownProse),
    ...(isForMerge && refusals.length > 0 ? [mergedAnyway] : []),
  ].join('\n\n');
}

const mergedAnyway =
  'If this is merged as it is, nothing is applied, and later plans are refused as well. Until it is merged, it does not block other pull requests.';

const wayBack =
  '**If this is not intended, put the entries back** in the files of this pull request. The plan is then made again.';

function nameOptions(count: number, ways: readonly string[]): string {
  const canHoldBack = ways.some((way) => way.includes('--no-removals'));
  const holdBack = canHoldBack ? ' To apply everything else, add `--no-removals`.' : '';
  const approve = `To approve ${countNoun(count, 'removal')}, add`;
  return `If these people should stay, list them in the files. **${approve}** ${toMarkdownCode(`${removalOption} ${count}`)}.${holdBack}`;
}

function nameLabel(label: string, count: number, noun: string): string {
  return [
    `**If this is intended, add the label ${toMarkdownCode(`${label}: ${count}`)} to this pull request.** The plan is then made again.`,
    `The label approves the number of ${noun}s, not the people: a plan with another number is refused.`,
    'Leave the label in place, because apply reads it again after the merge.',
    'On GitHub, people with the role Triage or a higher one can add labels.',
  ].join(' ');
}
