// Tells the changes of a plan apart by the thing that they concern.
import type {
  Change,
  CreateUser,
  EntityChange,
  InvitationChange,
  MemberChange,
  OrganizationChange,
  ValueChange,
} from './change.js';

/** Returns whether the change concerns a membership. */
export function isMemberChange(change: Change): change is MemberChange {
  return change.resource === 'member';
}

/** Returns whether the change concerns an organization's own fields. */
export function isOrganizationChange(change: Change): change is OrganizationChange {
  return change.resource === 'organization';
}

/** Returns whether the change creates a person. */
export function isNewPerson(change: Change): change is CreateUser {
  return change.resource === 'user';
}

/** Returns whether the change concerns an invitation. */
export function isInvitationChange(change: Change): change is InvitationChange {
  return change.resource === 'invitation';
}

/** Returns whether the change sets a keyed value of the environment or of an organization. */
export function isValueChange(change: Change): change is ValueChange {
  return (
    change.action === 'update' &&
    !isMemberChange(change) &&
    !isOrganizationChange(change) &&
    !isEntityChange(change)
  );
}

/** Returns whether the change creates or updates a role or permission. */
export function isEntityChange(change: Change): change is EntityChange {
  return change.resource === 'permission' || change.resource === 'role';
}

/** Returns whether the files themselves end it: by a last day, or by `leavers`. */
export function isStatedEnd(change: Change): boolean {
  if (change.action !== 'remove' && change.action !== 'revoke') return false;
  return change.until !== undefined || change.leaver === true;
}
