// Renders the removals that a review decided as a patch for `git apply`: comment lines that explain each removal, then the diff
// of the files. Tools for patches skip the comment lines.
import { isRemoved } from '../kinds/membership/removal-words.js';
import { countNoun } from '../model/text/count-noun.js';
import type { ProposedRemoval } from '../model/review.js';
import { diffFile } from './file-diff.js';
import type { FileDiffOptions, FileTexts } from './file-diff.js';
import { hideValues } from './hide-values.js';
import { toSafeText } from './safe-text.js';

export interface RemovalsDiff {
  readonly removals: readonly ProposedRemoval[];
  readonly files: readonly FileTexts[];
  /** The file of the decisions. */
  readonly decisions: string;
}

export interface RemovalsPatch {
  /** The patch with every byte of the files' lines. */
  readonly text: string;
  /** The files with a line in the patch that a terminal or a log must not show: a private value, or a control character. */
  readonly unshown: readonly string[];
}

/** Returns the patch. */
export function renderRemovalsDiff(
  { removals, files, decisions }: RemovalsDiff,
  options: FileDiffOptions = {},
): RemovalsPatch {
  const rest = removals.filter(({ byHand }) => byHand !== null).length;
  const head = [
    `The decisions in ${decisions} remove ${countNoun(removals.length, 'membership')}; ${rest} of them ${rest === 1 ? 'needs' : 'need'} more than this patch.`,
    'Nothing changes in Kinde until a pull request with the patch is merged and applied:',
    '  git apply FILE',
    ...removals.flatMap((removal) => ['', ...describeRemoval(removal)]),
  ];
  const diffs = files.map((file) => diffFile(withMask(file), { context: 1, ...options }));
  const comment = head.map((line) => `# ${toSafeText(line)}`.trimEnd()).join('\n');
  return {
    text: `${comment}\n${diffs.map(({ text }) => text).join('')}`,
    unshown: files.flatMap(({ file }, index) => (diffs[index]?.isPatch === true ? [] : [file])),
  };
}

function withMask(file: FileTexts): FileTexts {
  const { before, after } = file;
  return { ...file, shown: { before: hideValues(before ?? ''), after: hideValues(after) } };
}

function describeRemoval({
  organization,
  person,
  review,
  deleted,
  byHand,
  unlistedUnder,
}: ProposedRemoval): readonly string[] {
  return [
    `${person} ${isRemoved} from ${organization}: ${review.reviewer} decided it on ${review.reviewedOn}.`,
    ...deleted.map((place) => `  The patch deletes ${place}.`),
    ...(byHand === null ? [] : [`  By hand: ${byHand}`]),
    ...(unlistedUnder === null
      ? []
      : [`  No entry under ${unlistedUnder} lists them, so the next apply removes them.`]),
  ];
}
