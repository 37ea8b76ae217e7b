// The words for a removal that all texts for people share. Sentences around them stand in membership.ts (terminal),
// render/describe-sessions.ts, render/removals-diff.ts, render/plan-summary-text.ts (counts) and render/review: headline, leads,
// sections, members, drift-members. Warnings and refusals stand where they are decided (plan/guard-removals.ts, check-leaving.ts).
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
