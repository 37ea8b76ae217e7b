// Which lists a configuration needs: one small function for each kind of thing.
import { managesRoles } from '../kinds/managed-roles.js';
import { noMatches } from '../kinds/match-organizations.js';
import type { OrganizationMatch, OrganizationMatches } from '../kinds/match-organizations.js';
import { areFewLists, countListed } from '../kinds/member-lists.js';
import type { DesiredEnvironment, DesiredState, Safety } from '../model/desired.js';
import { nothing, uniteNeeds } from '../model/read-needs.js';
import type { MembersNeed, ReadNeeds } from '../model/read-needs.js';

/**
 * Returns what the configuration needs, nothing without one; before it is known which organizations it means, that is
 * settings and roles.
 */
export function needsOf(
  desired: DesiredState | null,
  { matches }: OrganizationMatches = noMatches,
): ReadNeeds {
  if (desired === null) return nothing;
  return uniteNeeds(
    needFlags(desired.environment),
    needPasskeys(desired.environment),
    needRoles(desired),
    needMembers(matches, desired.safety),
  );
}

/**
 * Returns whether a configuration and its base list so many members that the first page of everyone pays. Where most of
 * their organizations do not exist yet, that page is a request too many.
 */
export function isLookWorthwhile(desired: DesiredState, base: DesiredState | null): boolean {
  return !areFewLists(countListed([...desired.organizations, ...(base?.organizations ?? [])]));
}

function needFlags({ featureFlags }: DesiredEnvironment): ReadNeeds {
  return { ...nothing, featureFlags: featureFlags.length > 0 };
}

function needPasskeys({ passkeys }: DesiredEnvironment): ReadNeeds {
  return { ...nothing, passkeys: passkeys !== undefined };
}

function needRoles({ organizations, safety }: DesiredState): ReadNeeds {
  const isManaged = organizations.some(({ members }) => members !== undefined && managesRoles(members));
  return { ...nothing, roles: isManaged || safety.keepHolder.length > 0 };
}

function needMembers(matches: readonly OrganizationMatch[], { keepHolder }: Safety): ReadNeeds {
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
