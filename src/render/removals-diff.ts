// Renders the removals that a review decided as a patch for `git apply`: comment lines that explain each removal, then the diff
// of the files. Tools for patches skip the comment lines.
import { countNoun } from '../model/count-noun.js';
import type { ProposedRemoval } from '../model/review.js';
import { renderFileDiff } from './file-diff.js';
import type { FileTexts } from './file-diff.js';
import { hideValues } from './hide-values.js';
import { toSafeText } from './safe-text.js';

export interface RemovalsDiff {
  readonly removals: readonly ProposedRemoval[];
  readonly files: readonly FileTexts[];
  /** The file of the decisions. */
  readonly decisions: string;
}

/** Returns the patch; `timeout` is that of `renderFileDiff`. */
export function renderRemovalsDiff(
  { removals, files, decisions }: RemovalsDiff,
  options: { readonly timeout: number },
): string {
  const rest = removals.filter(({ byHand }) => byHand !== null).length;
  const head = [
    `The decisions in ${decisions} remove ${countNoun(removals.length, 'membership')}; ${rest} of them ${rest === 1 ? 'needs' : 'need'} more than this patch.`,
    'Nothing changes in Kinde until a pull request with the patch is merged and applied:',
    '  git apply FILE',
    ...removals.flatMap((removal) => ['', ...describeRemoval(removal)]),
  ];
  const hidden = files.map(({ file, before, after }) => ({
    file,
    before: hideValues(before ?? ''),
    after: hideValues(after),
  }));
  return `${head.map((line) => `# ${toSafeText(line)}`.trimEnd()).join('\n')}\n${renderFileDiff(hidden, { ...options, context: 1 })}`;
}

function describeRemoval({
  organization,
  person,
  review,
  deleted,
  byHand,
}: ProposedRemoval): readonly string[] {
  return [
    `${person} is removed from ${organization}: ${review.reviewer} decided it on ${review.reviewedOn}.`,
    ...deleted.map((place) => `  The patch deletes ${place}.`),
    ...(byHand === null ? [] : [`  By hand: ${byHand}`]),
  ];
}
