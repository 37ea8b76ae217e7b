// All rules beyond shape, one function each, applied to the merged parts. Collects and throws nothing.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { checkDomains } from './check-domains.js';
import { checkMembers } from './check-members.js';
import { checkMembershipStated, checkSameOrganization, checkSelectors } from './check-organizations.js';
import { checkSafety, checkSaidOnce, checkSelfSignUp, checkUnusedGroups } from './check-settings.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers, readPeople } from './read-members.js';

/** One rule: everything that it finds wrong. */
export type Rule = (parts: ConfigParts) => readonly Diagnostic[];

/** The rules that hold for any text; those for lists come on top. */
export const plainRules: readonly Rule[] = [
  checkSaidOnce,
  checkSafety,
  checkSelfSignUp,
  checkSelectors,
  checkSameOrganization,
  checkMembershipStated,
];

/** Returns the rules that documents like these may break; that for look-alikes brings a large table along. */
export async function chooseRules(documents: readonly SourceDocument[]): Promise<readonly Rule[]> {
  if (!documents.some(canHoldForeign)) return plainRules;
  const { checkLookAlikes } = await import('./check-look-alikes.js');
  return [...plainRules, checkLookAlikes];
}

/** A look at the whole text before each address: nearly every configuration is plain. */
function canHoldForeign({ text, substituted }: SourceDocument): boolean {
  return substituted.size > 0 || /[^\0-\x7f]|\\|xn--/i.test(text);
}

/** Returns everything that the chosen rules, and those for lists, find in the configuration. */
export function checkRules(parts: ConfigParts, chosen: readonly Rule[]): readonly Diagnostic[] {
  return [...chosen.flatMap((rule) => rule(parts)), ...checkLists(parts)];
}

/** The rules for lists share one reading of each: a list may be long, and there may be many. */
function checkLists(parts: ConfigParts): readonly Diagnostic[] {
  const used = new Set<string>();
  const found: (readonly Diagnostic[])[] = [];
  for (const { list, isPlain } of parts.groups) {
    if (!isPlain) found.push(checkMembers(readPeople(list), parts));
  }
  for (const organization of parts.organizations) {
    if (organization.isPlain && organization.allowedEmailDomains === null) continue;
    const members = readMembers(organization.members);
    for (const member of members) if (member.by === 'group') used.add(member.key);
    found.push(checkMembers(members, parts), checkDomains(organization, members, parts));
  }
  return [...found.flat(), ...checkUnusedGroups(parts, used)];
}
