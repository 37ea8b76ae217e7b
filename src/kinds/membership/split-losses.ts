// The order in which roles are written: a role that others are to take over is lost only after they have it.
import { organizationKey } from '../../model/change.js';
import type { AddMember, OrganizationRef, UpdateMember } from '../../model/change.js';
import type { ReliedList } from '../../model/plan.js';

/** Roles to set for one person. */
export interface RoleStep {
  readonly change: UpdateMember | AddMember;
  readonly roles: readonly string[];
  /** Whether the change is made once this is done; false where a loss follows. */
  readonly isLast: boolean;
}

export interface SplitLosses {
  readonly first: readonly RoleStep[];
  /** Losses that rely on gains among `first`, or on additions. */
  readonly later: readonly RoleStep[];
}

/** Returns the steps for the changes of one organization. A person who gives one role for another has both in between. */
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
