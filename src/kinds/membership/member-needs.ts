// Names the member lists, addresses and ids that planning needs for the organizations whose members are managed.
import type { Safety } from '../../model/desired.js';
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
    const { members: list, membership } = desired;
    if (list === undefined) continue;
    for (const { email, id } of list) {
      if (email !== null) emails.add(email);
      if (id !== null) ids.add(id);
    }
    if (live === null) continue;
    const isExact = membership === 'exact';
    const needsRoles = (isExact && keepHolder.length > 0) || managesRoles(list);
    members.set(live.code, { listed: list.length, needsRoles, exactLists: isExact ? [list] : [] });
  }
  return { ...nothing, members, emails, ids };
}
