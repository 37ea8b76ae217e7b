// Names the member lists, addresses and ids that planning needs for the organizations whose members are managed.
import type { DesiredMember, EndedMember, Safety } from '../../model/desired.js';
import { nothing } from '../../model/read-needs.js';
import type { MembersNeed, ReadNeeds } from '../../model/read-needs.js';
import { managesRoles } from './member-lists.js';
import type { OrganizationMatch } from '../organization/match-organizations.js';

/** Returns the read needs of every entry with a member list. */
export function needMembers(matches: readonly OrganizationMatch[], { keepHolder }: Safety): ReadNeeds {
  const members = new Map<string, MembersNeed>();
  const emails = new Set<string>();
  const ids = new Set<string>();
  for (const { desired, live } of matches) {
    const { members: list, membership, ended = [] } = desired;
    if (list === undefined) continue;
    const isExact = membership === 'exact';
    const keepers = ended.length === 0 ? [] : listKeepers(list, ended);
    // An exact list removes ended people anyway, so it need not know who they are.
    const endedPeople = isExact ? keepers : ended;
    for (const { email, id } of endedPeople.length === 0 ? list : [...list, ...endedPeople]) {
      if (email !== null) emails.add(email);
      if (id !== null) ids.add(id);
    }
    if (live === null) continue;
    const mayRemove = isExact || ended.length > 0;
    const needsRoles = (mayRemove && keepHolder.length > 0) || managesRoles(list) || keepers.length > 0;
    members.set(live.code, { listed: list.length, needsRoles, exactLists: isExact ? [list] : [], ended });
  }
  return { ...nothing, members, emails, ids };
}

/**
 * Returns the ended people with roles, who may be in the list under another address and without roles. An ended listing keeps
 * roles managed.
 */
function listKeepers(list: readonly DesiredMember[], ended: readonly EndedMember[]): readonly EndedMember[] {
  if (list.every(({ roles }) => roles !== undefined)) return [];
  return ended.filter(({ roles }) => roles !== undefined);
}
