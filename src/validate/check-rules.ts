// Applies every rule beyond shape to the merged parts. Collects diagnostics and throws nothing.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { diagnoseBusiness } from './check-business.js';
import { diagnoseDomains } from './check-domains.js';
import { diagnoseGroupCycles, diagnoseUnusedGroups } from './check-groups.js';
import { diagnoseMembers } from './check-members.js';
import { diagnoseReasons } from './check-reasons.js';
import { diagnoseRegistrationDomains } from './check-registration-domains.js';
import {
  diagnoseEmptyHandles,
  diagnoseMembershipStated,
  diagnoseNewcomers,
  diagnoseSameOrganization,
  diagnoseSelectors,
} from './check-organizations.js';
import { diagnoseSafety, diagnoseSaidOnce, diagnoseSelfSignUp } from './check-environment.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers } from './read-members.js';

/** A rule returns all diagnostics of the configuration. */
export type Rule = (parts: ConfigParts) => readonly Diagnostic[];

/** The rules that apply to every configuration, besides those of lists. */
export const plainRules: readonly Rule[] = [
  diagnoseSaidOnce,
  diagnoseBusiness,
  diagnoseSafety,
  diagnoseSelfSignUp,
  diagnoseSelectors,
  diagnoseEmptyHandles,
  diagnoseSameOrganization,
  diagnoseMembershipStated,
  diagnoseNewcomers,
  diagnoseRegistrationDomains,
  diagnoseGroupCycles,
  diagnoseReasons,
];

/** Returns the rules for these documents. The rule for look-alikes loads a large table, so plain ASCII texts go without it. */
export async function chooseRules(documents: readonly SourceDocument[]): Promise<readonly Rule[]> {
  if (!documents.some(canHoldForeign)) return plainRules;
  const { diagnoseLookAlikes: checkLookAlikes } = await import('./check-look-alikes.js');
  return [...plainRules, checkLookAlikes];
}

/** A search through the whole text is faster than one through each address, and nearly every configuration is plain ASCII. */
function canHoldForeign({ text, substituted }: SourceDocument): boolean {
  return substituted.size > 0 || /[^\0-\x7f]|\\|xn--/i.test(text);
}

/** Returns the diagnostics of the chosen rules and of the rules for lists. */
export function diagnoseRules(parts: ConfigParts, chosen: readonly Rule[]): readonly Diagnostic[] {
  return [...chosen.flatMap((rule) => rule(parts)), ...diagnoseLists(parts)];
}

/** The rules for lists share one pass over each list, since lists may be long and many. */
function diagnoseLists(parts: ConfigParts): readonly Diagnostic[] {
  const used = new Set<string>();
  const found: (readonly Diagnostic[])[] = [];
  for (const { list, isPlain } of parts.groups) {
    if (isPlain) continue;
    const members = readMembers(list);
    for (const member of members) if (member.by === 'group') used.add(member.key);
    found.push(diagnoseMembers(members, parts));
  }
  for (const organization of parts.organizations) {
    if (organization.isPlain && organization.allowedEmailDomains === null) continue;
    const members = readMembers(organization.members);
    for (const member of members) if (member.by === 'group') used.add(member.key);
    found.push(diagnoseMembers(members, parts), diagnoseDomains(organization, members, parts));
  }
  const leavers = diagnoseMembers(parts.leavers, parts);
  return [...found.flat(), ...leavers, ...diagnoseUnusedGroups(parts, used)];
}
