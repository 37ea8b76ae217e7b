// All rules beyond shape, one function each, applied to the merged parts. Collects and throws nothing.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import type { Turns } from '../model/turns.js';
import { checkDomains } from './check-domains.js';
import { checkMembers } from './check-members.js';
import { checkMembershipStated, checkSameOrganization, checkSelectors } from './check-organizations.js';
import { checkSafety, checkSaidOnce, checkSelfSignUp, checkUnusedGroups } from './check-settings.js';
import type { ConfigParts } from './gather-parts.js';
import { isPlainList } from './plain-list.js';
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
export function* checkRules(parts: ConfigParts, chosen: readonly Rule[]): Turns<readonly Diagnostic[]> {
  const found: (readonly Diagnostic[])[] = [];
  for (const rule of chosen) {
    found.push(rule(parts));
    yield;
  }
  found.push(yield* checkLists(parts));
  return found.flat();
}

/** The rules for lists share one reading of each: a list may be long, and there may be many. */
function* checkLists(parts: ConfigParts): Turns<readonly Diagnostic[]> {
  const used = new Set<string>();
  const found: (readonly Diagnostic[])[] = [];
  for (const { list } of parts.groups) {
    if (isPlainList(list.value)) continue;
    found.push(checkMembers(readPeople(list), parts));
    yield;
  }
  for (const organization of parts.organizations) {
    if (isPlainList(organization.members?.value) && organization.allowedEmailDomains === null) continue;
    const members = readMembers(organization.members);
    for (const member of members) if (member.by === 'group') used.add(member.key);
    found.push(checkMembers(members, parts), checkDomains(organization, members, parts));
    yield;
  }
  found.push(checkUnusedGroups(parts, used));
  return found.flat();
}
