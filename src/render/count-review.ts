// Counts the ways in that a plan opens and the people whom it signs out, for the question before an apply.
import { listSignedOut } from '../kinds/membership/mark-access.js';
import { findDomainStep, isRegistrationSwitch } from '../kinds/organization/registration-steps.js';
import type { Plan } from '../model/plan.js';

export interface ReviewCounts {
  /** Organizations that open registrations. */
  readonly opened: number;
  /** Organizations whose registration domains admit more addresses. */
  readonly widened: number;
  /** People whose sessions end. */
  readonly signedOut: number;
}

/** Returns the counts of the plan's changes, and of removals that were made before. */
export function countReview({
  changes,
  madeBefore = [],
}: Pick<Plan, 'changes' | 'madeBefore'>): ReviewCounts {
  return {
    opened: changes.filter((change) => isRegistrationSwitch(change, true)).length,
    widened: changes.filter((change) => findDomainStep(change)?.way === 'open').length,
    signedOut: listSignedOut([...changes, ...madeBefore]).length,
  };
}
