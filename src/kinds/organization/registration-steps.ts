// Tells the changes that open or close a way into an organization: its registrations, and the domains that limit them.
import { isOrganizationChange } from '../../model/change-predicates.js';
import type { Change, FieldChange } from '../../model/change.js';
import { isNarrower } from './registration-domains.js';

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
