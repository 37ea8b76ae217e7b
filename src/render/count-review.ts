// Counts what a person should know before an apply: memberships, invitations, ways in that open, and people who are signed out.
import { listSignedOut } from '../kinds/membership/mark-access.js';
import { findDomainStep, isRegistrationSwitch } from '../kinds/organization/registration-steps.js';
import { isNewPerson } from '../model/change-predicates.js';
import { countNoun } from '../model/text/count-noun.js';
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

const membershipCounts = [
  ['add', 'membership', 'to add'],
  ['invite', 'invitation', 'to send'],
  ['remove', 'membership', 'to remove'],
  ['revoke', 'invitation', 'to revoke'],
] as const;

/** Returns the number of changes that neither `countReview` nor `countMemberships` counts; a new person is part of an addition. */
export function countOthers({ changes }: Pick<Plan, 'changes'>): number {
  const counted: ReadonlySet<string> = new Set(['manual', ...membershipCounts.map(([action]) => action)]);
  return changes.filter(
    (change) =>
      !counted.has(change.action) &&
      !isNewPerson(change) &&
      !isRegistrationSwitch(change, true) &&
      findDomainStep(change)?.way !== 'open',
  ).length;
}

/** Returns the counts of memberships and of invitations, each with its noun; nothing for none. */
export function countMemberships({ changes }: Pick<Plan, 'changes'>): readonly string[] {
  return membershipCounts.flatMap(([action, noun, verb]) => {
    const count = changes.filter((change) => change.action === action).length;
    return count === 0 ? [] : [`${countNoun(count, noun)} ${verb}`];
  });
}
