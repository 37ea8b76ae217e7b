// Finds roles of `safety.keepHolder` that had a holder before the apply and have none after it.
import type { LiveIndex } from '../kinds/live-index.js';
import type { KeptRoles } from '../model/kept-roles.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';

/**
 * Returns the organizations that lack an active holder, each with these roles. An organization counts only if its members
 * and all their roles were read.
 */
export function findUnheld(kept: readonly KeptRoles[], live: LiveIndex): readonly KeptRoles[] {
  return kept.flatMap(({ organization, roles }) => {
    const members = live.membersOf(organization.code);
    if (members === undefined || live.isPartlyRead(organization.code)) return [];
    if (members.some((member) => member.roles === null)) return [];
    const active = members.filter(
      ({ userId, isSuspended }) => isSuspended !== true && live.person(userId)?.isSuspended !== true,
    );
    const unheld = roles.filter((role) => !active.some((member) => member.roles?.includes(role) === true));
    return unheld.length === 0 ? [] : [{ organization, roles: unheld }];
  });
}

/** Returns the notice `last-holder-missing` for one organization. */
export function notifyUnheld({ organization, roles }: KeptRoles): Notice {
  const named = nameSome(
    roles.map((role) => `"${role}"`),
    roles.length,
  );
  const message = `After the apply, ${organization.name} has no one left with the ${roles.length === 1 ? 'role' : 'roles'} ${named}, which an active member held before: another change was made meanwhile. Plan and apply again, or give the role to a member.`;
  return { code: 'last-holder-missing', message, organization };
}
