// Counts the ways in that a plan opens and the people whom it signs out, for the question before an apply.
import { listSignedOut } from '../kinds/membership/mark-access.js';
import { isOrganizationChange } from '../model/change-predicates.js';
import { isNarrower } from '../kinds/organization/registration-domains.js';
import type { Change, FieldChange } from '../model/change.js';
import type { Plan } from '../model/plan.js';

export interface ReviewCounts {
  /** Organizations that open registrations. */
  readonly opened: number;
  /** Organizations whose registration domains admit more addresses. */
  readonly widened: number;
  /** People whose sessions end. */
  readonly signedOut: number;
}

/** Returns the counts of the plan's changes. */
export function countReview({ changes }: Pick<Plan, 'changes'>): ReviewCounts {
  return {
    opened: changes.filter((change) => isRegistrationSwitch(change, true)).length,
    widened: changes.filter((change) => findDomainStep(change)?.way === 'open').length,
    signedOut: listSignedOut(changes).length,
  };
}

/** Returns whether the change switches an organization's registrations on (`isOpen`) or off. */
export function isRegistrationSwitch(change: Change, isOpen: boolean): boolean {
  if (!isOrganizationChange(change)) return false;
  return change.fields.some(
    ({ field, before, after }) =>
      field === 'allowRegistrations' && after === isOpen && (isOpen || before !== null),
  );
}

/** The change of an organization's registration domains, and whether it opens or closes ways in. */
export interface DomainStep {
  readonly field: FieldChange;
  readonly way: 'open' | 'close';
}

/** Returns the change of the registration domains; null for none, or if the same change opens registrations. */
export function findDomainStep(change: Change): DomainStep | null {
  if (!isOrganizationChange(change) || isRegistrationSwitch(change, true)) return null;
  const field = change.fields.find((one) => one.field === 'registrationDomains');
  if (field === undefined) return null;
  return { field, way: isNarrower(field.before, field.after) ? 'close' : 'open' };
}
