// The words for a removal in the texts that people read: the terminal, the comment of a pull request and the drift issue.
import type { ReviewSection } from '../change-words.js';

/** The words for a person in one organization. */
export const isRemoved = 'is removed';

type Emphasize = (words: string) => string;

/** Returns the words for a person whose sessions end; `emphasize` marks the gravest of them. */
export function isSignedOut(emphasize: Emphasize = (words) => words): string {
  return `is ${emphasize('signed out')}`;
}

/** The title above people who are in no organization afterwards. */
export const loseAllAccess = 'Lose all access';

/** Returns the words for people who are in no organization afterwards, behind their number. */
export function loseAccess(count: number): string {
  return `${count === 1 ? 'loses' : 'lose'} all access`;
}

/** Returns the words for a person who is in no organization afterwards. */
export function losesAllAccess(emphasize: Emphasize = (words) => words): string {
  return `loses ${emphasize('all access')}`;
}

/** Returns the words for several people, behind their number. */
export function areRemoved(count: number, how: string): string {
  return `${count === 1 ? 'is' : 'are'} removed ${how}`;
}

/** The words behind "removed", by the section of a review. */
export const removedHow = {
  leaving: 'from an organization',
  ended: 'because the last day has passed',
  leavers: 'as leavers',
} as const satisfies Readonly<Partial<Record<ReviewSection, string>>>;
