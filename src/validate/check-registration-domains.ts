// Rules for `registrationDomains`: bare domains, none twice. Hints at organizations that anyone who knows their code can join.
import type { Diagnostic } from '../model/diagnostic.js';
import { normalizeDomain } from '../model/email.js';
import { groupBy } from '../model/group-by.js';
import { formatPlace } from '../model/place.js';
import { isDomain } from './address-form.js';
import { diagnoseScripts } from './check-members.js';
import { isUnclean } from './check-texts.js';
import type { ConfigParts, OrganizationPart } from './gather-parts.js';
import { asText, diagnoseAt, entriesOf, placeOf, quote } from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

/** Returns whether the text is a bare domain, which Kinde compares with the part after the "@" of an address. */
export function isRegistrationDomain(text: string): boolean {
  return isDomain(text) && !hasWww(text);
}

/** Returns the diagnostics of the registration domains of every organization. */
export function diagnoseRegistrationDomains(parts: ConfigParts): readonly Diagnostic[] {
  return parts.organizations.flatMap(({ registrationDomains }) => diagnoseList(registrationDomains));
}

function diagnoseList(list: Written | null): readonly Diagnostic[] {
  const seen = new Map<string, WrittenText>();
  return entriesOf(list).flatMap((entry) => {
    const domain = asText(entry);
    if (domain === null || isUnclean(domain.value)) return [];
    if (!isRegistrationDomain(domain.value)) return [diagnoseForm(domain)];
    const key = normalizeDomain(domain.value);
    const first = seen.get(key);
    if (first !== undefined) return [diagnoseTwice(domain, first)];
    seen.set(key, domain);
    return diagnoseScripts(domain, domain.value);
  });
}

function diagnoseTwice(domain: WrittenText, first: WrittenText): Diagnostic {
  const message = `${quote(domain)} is already in this list, at ${formatPlace(placeOf(first))}.`;
  return diagnoseAt(domain, { code: 'duplicate-domain', message, hint: 'Keep one of the two.' });
}

function diagnoseForm(domain: WrittenText): Diagnostic {
  const message = `${quote(domain)} is not the domain of email addresses.`;
  return diagnoseAt(domain, { code: 'invalid-domain', message, hint: hintForm(domain) });
}

function hintForm({ value, document }: WrittenText): string {
  const bare = findBare(value);
  // A value with variables may be secret, so no part of it is shown.
  const isShown = isRegistrationDomain(bare) && document.substituted.size === 0;
  if (isShown) return `Write "${bare}": the part of an address after the "@", without anything around it.`;
  if (value.includes('*'))
    return 'Write each domain by itself: "*" stands for nothing here, and [] admits any address.';
  if (value.includes('@')) return 'Write only the part after the "@".';
  return value.includes('.')
    ? 'Write the part of an address after the "@", as in "acme.com".'
    : 'A domain has a dot, as in "acme.com".';
}

/** Returns the domain within an address of a web page or a person. */
function findBare(text: string): string {
  const host = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  const domain = host.slice(host.lastIndexOf('@') + 1).replace(/:\d+$/, '');
  return hasWww(domain) ? domain.slice('www.'.length) : domain;
}

function hasWww(domain: string): boolean {
  return /^www\./i.test(domain);
}

/**
 * Returns one hint for each file in which organizations allow registrations without naming domains: anyone who knows the
 * code of such an organization can register.
 */
export function diagnoseOpenOrganizations({ organizations }: ConfigParts): readonly Diagnostic[] {
  const byFile = groupBy(organizations.filter(isOpenToAnyone), ({ entry }) => entry.document);
  return [...byFile.values()].flatMap((open) => {
    const [written] = open.flatMap(({ allowRegistrations }) => allowRegistrations ?? []);
    if (written === undefined) return [];
    const isOne = open.length === 1;
    const who = isOne
      ? 'This organization allows registrations and names'
      : `This organization and ${open.length - 1} more in this file allow registrations and name`;
    const message = `${who} no domains: anyone who knows ${isOne ? 'its' : 'their'} code can register.`;
    const hint =
      'Add "registrationDomains: [acme.com]" to admit only such addresses, or "registrationDomains: []" to state that anyone may.';
    return [diagnoseAt(written, { code: 'open-to-anyone', severity: 'hint', message, hint })];
  });
}

function isOpenToAnyone({ allowRegistrations, registrationDomains }: OrganizationPart): boolean {
  return allowRegistrations?.value === true && registrationDomains === null;
}
