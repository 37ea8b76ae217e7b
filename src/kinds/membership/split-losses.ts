// Orders the writes of roles: a member loses a role that others take over only after the others have it.
import { organizationKey } from '../../model/change.js';
import type { AddMember, OrganizationRef, UpdateMember } from '../../model/change.js';
import type { ReliedList } from '../../model/plan.js';

/** Roles to set for one person. */
export interface RoleStep {
  readonly change: UpdateMember | AddMember;
  readonly roles: readonly string[];
  /** Whether this step completes the change; false if a loss follows. */
  readonly isLast: boolean;
}

export interface SplitLosses {
  readonly first: readonly RoleStep[];
  /** Losses that rely on gains among `first`, or on additions. */
  readonly later: readonly RoleStep[];
}

/**
 * Returns the steps for the changes of one organization. A member who loses one role and gains another holds both
 * between the steps, if both are handed over.
 */
export function splitLosses(
  changes: readonly (UpdateMember | AddMember)[],
  lists: readonly ReliedList[],
): SplitLosses {
  const first: RoleStep[] = [];
  const later: RoleStep[] = [];
  for (const change of changes) {
    if (change.action === 'add') {
      first.push({ change, roles: change.roles ?? [], isLast: true });
      continue;
    }
    const [{ before, after }] = change.fields;
    const handedOver = rolesHandedOver(change.organization, lists);
    const isLosing = handedOver.some((key) => before.includes(key) && !after.includes(key));
    if (isLosing) later.push({ change, roles: after, isLast: true });
    if (!isLosing) first.push({ change, roles: after, isLast: true });
    else if (handedOver.some((key) => after.includes(key) && !before.includes(key)))
      first.push({ change, roles: [...new Set([...before, ...after])].sort(), isLast: false });
  }
  return { first, later };
}

function rolesHandedOver(organization: OrganizationRef, lists: readonly ReliedList[]): readonly string[] {
  const key = organizationKey(organization);
  return lists.find((list) => organizationKey(list.organization) === key)?.roles ?? [];
}
