// The words for a removal. The sentences around them stand in the files that import this one: membership.ts for the terminal,
// render/review/ for the comment on a pull request, render/removals-diff.ts for a review. Counts are worded in
// render/plan-summary-text.ts, describe-sessions.ts, count-review.ts and report-text.ts, the question of apply in
// cli/confirm-and-apply.ts, and each warning or refusal in the file that makes it. In JSON a removal is data
// (`"action": "remove"`).
import type { ReviewSection } from '../change-words.js';

/** The words for a person in one organization. */
export const isRemoved = 'is removed';

type Emphasize = (words: string) => string;

/** Returns the words for a person whose sessions end; `emphasize` marks the gravest of them. */
export function isSignedOut(emphasize: Emphasize = (words) => words): string {
  return `is ${emphasize('signed out')}`;
}

/** The words for people who are in no organization afterwards. */
export const lastAccess = {
  /** The title above them. */
  title: 'Lose all access',
  /** Behind their number. */
  lose: (count: number) => `${count === 1 ? 'loses' : 'lose'} all access`,
  /** Behind one person's name. */
  loses: (emphasize: Emphasize = (words) => words) => `loses ${emphasize('all access')}`,
} as const;

/** Returns the words for several people, behind their number; `how` says from where or why. */
export function areRemoved(count: number, how?: string): string {
  return `${count === 1 ? 'is' : 'are'} removed${how === undefined ? '' : ` ${how}`}`;
}

/** The words behind "removed", by the section of a review. */
export const removedHow = {
  leaving: 'from an organization',
  ended: 'because the last day has passed',
  leavers: 'as leavers',
} as const satisfies Readonly<Partial<Record<ReviewSection, string>>>;
