// All rules beyond shape, one function each, applied to the merged parts. Collects and throws nothing.
import type { Diagnostic } from '../model/diagnostic.js';
import { checkDomains } from './check-domains.js';
import { checkLookAlikes } from './check-look-alikes.js';
import { checkMembers } from './check-members.js';
import { checkMembershipStated, checkSameOrganization, checkSelectors } from './check-organizations.js';
import { checkSafety, checkSaidOnce, checkSelfSignUp, checkUnusedGroups } from './check-settings.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers, readPeople } from './read-members.js';

const rules: readonly ((parts: ConfigParts) => readonly Diagnostic[])[] = [
  checkSaidOnce,
  checkSafety,
  checkSelfSignUp,
  checkSelectors,
  checkSameOrganization,
  checkMembershipStated,
  checkLookAlikes,
  checkLists,
];

/** Returns everything that the rules find in the configuration. */
export function checkRules(parts: ConfigParts): readonly Diagnostic[] {
  return rules.flatMap((rule) => rule(parts));
}

/** The rules for lists share one reading of each: a list may be long, and there may be many. */
function checkLists(parts: ConfigParts): readonly Diagnostic[] {
  const used = new Set<string>();
  const groups = parts.groups.flatMap(({ list }) => checkMembers(readPeople(list), parts));
  const organizations = parts.organizations.flatMap((organization) => {
    const members = readMembers(organization.members);
    for (const member of members) if (member.by === 'group') used.add(member.key);
    return [...checkMembers(members, parts), ...checkDomains(organization, members, parts)];
  });
  return [...groups, ...organizations, ...checkUnusedGroups(parts, used)];
}
