// Differences from Kinde that stay in the files: private values that a variable gives, and roles of people with an ended
// entry.
import type { Change, OrganizationRef } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import * as written from '../validate/written-value.js';
import type { EndedRoles } from './edit-members.js';
import type { KeptValue } from './values.js';

/** Roles that differ from Kinde's and stay, because an entry of the person has ended. */
interface KeptRoles extends EndedRoles {
  readonly ref: OrganizationRef;
  /** The place of the organization's entry. */
  readonly place: string;
}

export type Kept = KeptValue | KeptRoles;

/** Returns the notice that says why it stays, and what to do. */
export function notifyKept(kept: Kept): Notice {
  if ('ref' in kept) {
    const { userId, email, ref, place } = kept;
    const message = `An entry of ${email ?? userId} in ${ref.name} has ended, so its roles stay as they are in the files. The next apply removes the roles that the files no longer give.`;
    return { code: 'ended-listing', message, organization: ref, source: place };
  }
  const message = `${kept.field} is private, and the variable of its value differs from Kinde. It stays: set the variable to Kinde's value, or apply the files.`;
  return { code: 'private-variable', message, source: formatPlace(written.placeOf(kept.written)) };
}

/** Returns whether the change is what apply would make of it. */
export function isChangeOf(kept: Kept, change: Change): boolean {
  if (!('ref' in kept))
    return (
      'isPrivate' in change &&
      change.fields[0].field === kept.field &&
      change.organization.code === kept.organization
    );
  return (
    isMemberChange(change) &&
    change.action === 'update' &&
    change.userId === kept.userId &&
    change.organization.code === kept.ref.code
  );
}
