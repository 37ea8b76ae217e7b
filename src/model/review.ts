// The decisions of an access review: people write them into the report's CSV, and `report --decisions` reads them back. A
// decision removes no one by itself.
import type { Day } from './day.js';

export const decisions = ['keep', 'remove'] as const;
export type Decision = (typeof decisions)[number];

/** The decision about one membership. */
export interface Review {
  readonly decision: Decision;
  /** The person who decided, as they wrote it. */
  readonly reviewer: string;
  readonly reviewedOn: Day;
}

/** A decision as a line of the file states it. */
export interface WrittenDecision extends Review {
  /** The organization's code; empty for a person in no organization. */
  readonly organization: string;
  /** The person's id. */
  readonly person: string;
  /** The roles that the reviewer saw, separated by spaces; null if the file has no such column. */
  readonly roles: string | null;
  /** From 1. */
  readonly line: number;
}

/** All decisions of one file. */
export interface WrittenDecisions {
  readonly file: string;
  readonly rows: readonly WrittenDecision[];
}

/** The edits of the files for one decision to remove. Texts are for people to read. */
export interface ProposedRemoval {
  /** The organization's name. */
  readonly organization: string;
  /** The person's address, or the id without one. */
  readonly person: string;
  readonly review: Review;
  /** `file:line:column` of each entry that the edit deletes. */
  readonly deleted: readonly string[];
  /** The rest that a person must do; null if the edit is enough, or if the next apply removes them without one. */
  readonly byHand: string | null;
  /** The place of an entry that lists nobody of this decision any more, so that the next apply removes them; null otherwise. */
  readonly unlistedUnder: string | null;
}

/** The figures of a review. */
export interface ReviewSummary {
  /** The file of the decisions. */
  readonly file: string;
  readonly keep: number;
  readonly remove: number;
  /** Memberships without a decision that holds. */
  readonly undecided: number;
  /** Decisions to remove whose membership no longer exists. */
  readonly removed: number;
  /** Decisions that match no membership, and whose person is not known to have left. */
  readonly unmatched: number;
}

/** The columns of the CSV that a review writes into, and those that name the membership. */
export const reviewColumns = {
  organization: 'organization_code',
  person: 'person_id',
  roles: 'roles',
  decision: 'decision',
  reviewer: 'reviewer',
  reviewedOn: 'reviewed_on',
  invitedOn: 'invited_on',
} as const;
