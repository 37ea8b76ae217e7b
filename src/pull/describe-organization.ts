// A live organization becomes a whole entry: its selector, and every field and member that a file can hold.
import { compareText } from '../model/text/compare-text.js';
import type { LiveMember, LiveOrganization } from '../model/live.js';
import type { LiveValues } from '../model/values.js';
import { quoteText } from '../model/text/quote-text.js';
import { acceptsDomains, acceptsText } from '../validate/accepts-text.js';
import type { Selectors } from './choose-selectors.js';
import { describeMember } from './write-member.js';
import type { DescribedMember, People } from './write-member.js';
import { writeValues } from './values.js';
import type { MapValue } from './yaml/yaml-value.js';

export interface DescribedOrganization {
  readonly entry: Readonly<Record<string, unknown>>;
  /** Comments for the entry and for members in it. */
  readonly remarks: ReadonlyMap<object, string>;
}

export interface Surroundings extends People {
  readonly values: LiveValues;
  readonly selectors: Selectors;
  /** Returns whether another entry states the same value, which must not be repeated. */
  readonly isTaken: (field: 'name' | 'handle' | 'externalId', value: string) => boolean;
}

/** Returns the entry, or null for an organization without a selector that a file can hold. */
export function describeOrganization(
  live: LiveOrganization,
  members: readonly LiveMember[],
  around: Surroundings,
): DescribedOrganization | null {
  const selector = selectorOf(live, around.selectors);
  if (selector === null) return null;
  const described = describeMembers(members, around);
  const listed = described.filter((one) => one !== null);
  const isComplete = listed.length === described.length;
  // An exact list would remove people who register themselves.
  const isAdditive = live.allowRegistrations !== false || !isComplete;
  const entry = {
    ...selector,
    ...nameFields(live, around),
    ...(live.allowRegistrations === null ? {} : { allowRegistrations: live.allowRegistrations }),
    ...domainField(live),
    ...writeValues('organization', { code: live.code, values: around.values }),
    ...(isAdditive ? { membership: 'additive' } : {}),
    members: listed.map((one) => one.entry),
  };
  const remarks = new Map<object, string>();
  for (const one of listed) {
    if (typeof one.entry === 'object' && one.remark !== null) remarks.set(one.entry, one.remark);
  }
  const remark = remarkOn(live, { isNamed: entry.name !== undefined, isComplete });
  if (remark !== '') remarks.set(entry, remark);
  return { entry, remarks };
}

/** Returns null for a code that a file can't hold. */
function selectorOf({ code, externalId }: LiveOrganization, selectors: Selectors): MapValue | null {
  const by = selectors.get(code);
  if (by === undefined) return acceptsText(code) ? { code } : null;
  return by === 'default' ? { default: true } : { externalId };
}

function describeMembers(
  members: readonly LiveMember[],
  around: Surroundings,
): readonly (DescribedMember | null)[] {
  // Without any role, a list of addresses is easier to read.
  const withRoles = members.some(({ roles }) => roles !== null && roles.length > 0);
  return [...members]
    .sort(compareEntries)
    .map((member) => describeMember(member, around, { withRoles, domains: null }));
}

interface WrittenParts {
  readonly isNamed: boolean;
  readonly isComplete: boolean;
}

/** Returns the comment that names what the entry can't hold; empty if it holds everything. */
function remarkOn({ name }: LiveOrganization, { isNamed, isComplete }: WrittenParts): string {
  return [
    ...(isNamed ? [] : [`In Kinde it is named ${quoteText(name)}, which can't be written here.`]),
    ...(isComplete ? [] : ['Some members cannot be listed here, so the list must not remove anyone.']),
  ].join(' ');
}

interface NameFields {
  readonly name?: string;
  readonly handle?: string;
  readonly externalId?: string;
}

function nameFields({ name, handle, externalId }: LiveOrganization, { isTaken }: Surroundings): NameFields {
  const fits = (field: 'name' | 'handle' | 'externalId', value: string | null): value is string =>
    value !== null && acceptsText(value) && !isTaken(field, value);
  return {
    ...(fits('name', name) ? { name } : {}),
    ...(fits('handle', handle) ? { handle } : {}),
    ...(fits('externalId', externalId) ? { externalId } : {}),
  };
}

/** The domains of closed registrations are left out: they admit nobody, and reading them takes a request. */
function domainField({ allowRegistrations, registrationDomains: domains = null }: LiveOrganization): {
  readonly registrationDomains?: readonly string[];
} {
  const isWritten = allowRegistrations === true && domains !== null && domains.length > 0;
  return isWritten && acceptsDomains(domains) ? { registrationDomains: domains } : {};
}

/** Compares members by address; those without one come last. */
function compareEntries(one: LiveMember, other: LiveMember): number {
  const [first, second] = [one, other].map(
    ({ email, userId }) => `${email === null ? '\uffff' : email.toLowerCase()} ${userId}`,
  );
  return compareText(first ?? '', second ?? '');
}
