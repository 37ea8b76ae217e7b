// Names the member lists, addresses and ids that planning needs for the organizations whose members are managed.
import type { DesiredLeaver, Safety } from '../../model/desired.js';
import { nothing } from '../../model/read-needs.js';
import type { MembersNeed, ReadNeeds } from '../../model/read-needs.js';
import { listKeepers, mayManageRoles } from './member-lists.js';
import type { OrganizationMatch } from '../organization/match-organizations.js';

/** Returns the read needs of every entry with a member list, and of the leavers. */
export function needMembers(
  matches: readonly OrganizationMatch[],
  { keepHolder, refuseOn }: Safety,
  leavers: readonly DesiredLeaver[],
): ReadNeeds {
  const hasLeavers = leavers.length > 0;
  const holders = new Set<string>();
  const suspensions = new Set<string>();
  const members = new Map<string, MembersNeed>();
  const emails = new Set<string>();
  const ids = new Set<string>();
  for (const { desired, live } of matches) {
    const { members: list, membership, ended = [] } = desired;
    if (list === undefined) {
      if (live !== null && hasLeavers && keepHolder.length > 0) holders.add(live.code);
      continue;
    }
    const isExact = membership === 'exact';
    const keepers = listKeepers(desired);
    // An exact list removes ended people anyway, so it need not know who they are.
    const endedPeople = isExact ? keepers : ended;
    for (const { email, id } of endedPeople.length === 0 ? list : [...list, ...endedPeople]) {
      if (email !== null) emails.add(email);
      if (id !== null) ids.add(id);
    }
    if (live === null) continue;
    const mayRemove = isExact || hasLeavers || ended.length > 0;
    const needsRoles = (mayRemove && keepHolder.length > 0) || mayManageRoles(desired);
    if (list.length > 0 && refuseOn.includes('suspended-member')) suspensions.add(live.code);
    members.set(live.code, { listed: list.length, needsRoles, exactLists: isExact ? [list] : [], ended });
  }
  return { ...nothing, members, emails, ids, leavers, holders, suspensions };
}
