// Compares and words the domains whose addresses may register. The empty list admits any address, so it is the widest one.
import type { Change, FieldChange, FieldValue, UpdateOrganization } from '../../model/change.js';
import { gainedOf, lostOf } from '../field-items.js';
import type { OrganizationMatches } from './match-organizations.js';

/**
 * Returns whether the new list admits fewer addresses and no new ones. A list that both gains and loses domains is not
 * narrower, and neither is one whose former value is unknown: both are written last, as everything that opens a way in.
 */
export function isNarrower(before: FieldValue, after: FieldValue): boolean {
  if (!isList(before) || !isList(after) || after.length === 0) return false;
  return before.length === 0 || (after.length < before.length && after.every((one) => before.includes(one)));
}

/** Returns whether the change gives an organization registration domains that admit more addresses. */
export function admitsMore(change: Change): change is UpdateOrganization {
  if (change.resource !== 'organization' || change.action !== 'update') return false;
  const domains = change.fields.find(({ field }) => field === 'registrationDomains');
  return domains !== undefined && !isNarrower(domains.before, domains.after);
}

/** Returns whether one of the fields opens registrations. */
export function opensRegistrations(fields: readonly FieldChange[]): boolean {
  return fields.some(({ field, after }) => field === 'allowRegistrations' && after === true);
}

/** Returns whether the change closes the registrations of an organization. */
export function closesRegistrations(change: Change): change is UpdateOrganization {
  if (change.resource !== 'organization' || change.action !== 'update') return false;
  return change.fields.some(({ field, after }) => field === 'allowRegistrations' && after === false);
}

/** Returns in words whose addresses may register. */
export function describeDomains(domains: FieldValue): string {
  return isList(domains) && domains.length > 0 ? `only ${listDomains(domains)}` : 'any address';
}

/** Returns the change in words: the added and removed domains, or the new limit beside the former one. */
export function describeDomainStep(before: FieldValue, after: FieldValue): string {
  const [added, removed] = [gainedOf({ before, after }), lostOf({ before, after })];
  if (isList(after) && after.length === 0) return `any address (before: only ${listDomains(removed)})`;
  const now = isList(after) ? after : [];
  if (!isList(before)) return `only ${listDomains(now)} (before: not known)`;
  if (before.length === 0) return `only ${listDomains(now)} (before: any address)`;
  return [
    ...(added.length === 0 ? [] : [`gain ${listDomains(added)}`]),
    ...(removed.length === 0 ? [] : [`lose ${listDomains(removed)}`]),
  ].join(', ');
}

function listDomains(domains: readonly string[]): string {
  return domains.length === 0 ? 'some domains' : domains.join(', ');
}

/** Returns the codes of the organizations whose registration domains an entry names. They are read one by one. */
export function findWithDomains({ matches }: OrganizationMatches): readonly string[] {
  return matches.flatMap(({ desired, live }) =>
    desired.registrationDomains === undefined ? [] : (live?.code ?? []),
  );
}

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}
