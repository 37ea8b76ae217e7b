// Rules for `allowedEmailDomains`: each entry is a domain, and each address among the members, groups included, has one of
// these domains.
import type { Diagnostic } from '../model/diagnostic.js';
import { domainOf, normalizeDomain } from '../model/email.js';
import { isDomain } from './address-form.js';
import { diagnoseScripts } from './check-members.js';
import { isUnclean } from './check-texts.js';
import type { ConfigParts, OrganizationPart } from './gather-parts.js';
import { listPeople } from './order-groups.js';
import type { MemberPart } from './read-members.js';
import { asText, diagnoseAt, entriesOf, quote } from './written-value.js';
import type { Written } from './written-value.js';

/** Returns the diagnostics of an organization's allowed domains, and of the members outside them. */
export function diagnoseDomains(
  organization: OrganizationPart,
  members: readonly MemberPart[],
  parts: ConfigParts,
): readonly Diagnostic[] {
  const { allowedEmailDomains } = organization;
  if (allowedEmailDomains === null || !Array.isArray(allowedEmailDomains.value)) return [];
  const domains = entriesOf(allowedEmailDomains);
  const normalized = domains.flatMap((domain) => normalizedDomain(domain) ?? []);
  const allowed = new Set(normalized);
  // A misspelt domain would report each of its members; the diagnostic of the domain is enough.
  const isCertain = normalized.length === domains.length;
  const outside = isCertain ? members.flatMap((member) => diagnoseOutside(member, allowed, parts)) : [];
  return [...domains.flatMap(diagnoseDomain), ...outside];
}

function normalizedDomain(domain: Written): string | null {
  const text = asText(domain);
  return text !== null && isDomain(text.value) ? normalizeDomain(text.value) : null;
}

function diagnoseDomain(domain: Written): readonly Diagnostic[] {
  const text = asText(domain);
  if (text === null || isUnclean(text.value)) return [];
  if (isDomain(text.value)) return diagnoseScripts(text, text.value);
  const hint = text.value.includes('@')
    ? 'Write only the part after the "@".'
    : 'A domain has a dot, as in "acme.com".';
  return [diagnoseAt(text, { code: 'invalid-domain', message: `${quote(text)} is not a domain.`, hint })];
}

function diagnoseOutside(
  member: MemberPart,
  allowed: ReadonlySet<string>,
  parts: ConfigParts,
): readonly Diagnostic[] {
  if (member.by === 'email') {
    return isOutside(member, allowed) ? [diagnosePerson(member, member)] : [];
  }
  if (member.by === 'id') return [];
  return listPeople(member.key, parts)
    .filter((person) => isOutside(person, allowed))
    .map((person) => diagnosePerson(person, member));
}

function isOutside(person: MemberPart, allowed: ReadonlySet<string>): boolean {
  return person.by === 'email' && person.key.includes('@') && !allowed.has(domainOf(person.key));
}

function diagnosePerson(person: MemberPart, member: MemberPart): Diagnostic {
  const through = person === member ? '' : ` (of the group ${quote(member.named)})`;
  const message = `${quote(person.named)}${through} is not in a domain that this organization allows.`;
  const hint = 'Correct the address, or add its domain to "allowedEmailDomains".';
  return diagnoseAt(member.named, { code: 'outside-domains', message, hint });
}
