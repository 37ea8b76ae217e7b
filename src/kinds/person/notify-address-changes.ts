// The notice `address-changed`: a new person has the same name, or the same part before the @, as one who leaves. To Kinde
// these are two people, and the second one starts without the data of the first.
import type { CreateUser } from '../../model/change.js';
import { organizationKey } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import { domainOf } from '../../model/email.js';
import type { Notice } from '../../model/notice.js';
import { keepFew } from '../few-notices.js';
import { listDepartures } from './departures.js';
import type { Departure } from './departures.js';

/** A person whom the plan creates or invites. */
type Newcomer = Pick<CreateUser, 'email' | 'firstName' | 'lastName' | 'source'>;

/** Returns at most ten notices about new people who may be one that leaves, and one notice that counts the others. */
export function notifyAddressChanges(
  newcomers: readonly Newcomer[],
  comparison: Comparison,
): readonly Notice[] {
  const departures = newcomers.length === 0 ? [] : listDepartures(comparison);
  if (departures.length === 0) return [];
  const find = indexDepartures(departures);
  const joined = listJoined(comparison);
  // A person who is invited into several organizations is several newcomers.
  const different = [...new Map(newcomers.map((one) => [one.email, one])).values()];
  const notices = different.flatMap((one) => {
    const found = find(one, joined.get(one.email) ?? new Set());
    return found === null ? [] : [tell(one, found)];
  });
  return keepFew(
    notices,
    (count) =>
      `${countNoun(count, 'more new person', 'more new people')} may be someone who leaves under another address.`,
  );
}

/** Returns the organizations that each new address joins. */
function listJoined({ organizations }: Comparison): ReadonlyMap<string, ReadonlySet<string>> {
  const joined = new Map<string, Set<string>>();
  for (const { members, invitees = [], ref } of organizations) {
    for (const { userId, email } of [...(members ?? []), ...invitees]) {
      if (userId !== null || email === null) continue;
      joined.set(email, (joined.get(email) ?? new Set()).add(organizationKey(ref)));
    }
  }
  return joined;
}

interface Found {
  readonly departure: Departure;
  readonly likeness: string;
}

type FindDeparture = (one: Newcomer, organizations: ReadonlySet<string>) => Found | null;

/**
 * The same full name and the same part before the @ count in the whole plan. A shared first name in the address counts
 * only within one organization and one domain.
 */
function indexDepartures(departures: readonly Departure[]): FindDeparture {
  const byLocal = new Map<string, Departure[]>();
  const byName = new Map<string, Departure[]>();
  const byFirstName = new Map<string, Departure[]>();
  for (const departure of departures) {
    file(byName, nameKey(departure.live.fullName), departure);
    for (const email of departure.emails) {
      file(byLocal, localKey(email), departure);
      file(byFirstName, firstNameKey(email), departure);
    }
  }
  return (one, organizations) => {
    const isHere = ({ organization }: Departure): boolean => organizations.has(organizationKey(organization));
    const choose = (found: readonly Departure[] = []): Departure | undefined =>
      found.find(isHere) ?? found[0];
    const named = choose(byName.get(nameKey(`${one.firstName ?? ''} ${one.lastName ?? ''}`)));
    if (named !== undefined) return { departure: named, likeness: 'the same name' };
    const local = choose(byLocal.get(localKey(one.email)));
    if (local !== undefined) return { departure: local, likeness: 'the same part before the @' };
    const [first, ...others] = (byFirstName.get(firstNameKey(one.email)) ?? []).filter(isHere);
    const isOne = others.every(({ live }) => live.userId === first?.live.userId);
    return first === undefined || !isOne
      ? null
      : { departure: first, likeness: 'the same first name and domain' };
  };
}

/** Adds a departure to an index. The empty key means an address or name without evidence, and is ignored. */
function file(index: Map<string, Departure[]>, key: string, departure: Departure): void {
  if (key === '') return;
  const filed = index.get(key);
  if (filed === undefined) index.set(key, [departure]);
  else filed.push(departure);
}

/** Drops tags (`jane+x`) and separators, which do not distinguish people. A single letter has no key. */
function localKey(email: string): string {
  const local = localOf(email).replace(/[._-]/g, '');
  return local.length < 2 ? '' : local;
}

function localOf(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@'))).replace(/\+.*$/s, '');
}

/** `jane.roe@acme.com` has the key `jane acme.com`; an address of one word has none. */
function firstNameKey(email: string): string {
  const [first = '', ...rest] = localOf(email).split(/[._-]/);
  return rest.length === 0 || first.length < 3 || /\d/.test(first) ? '' : `${first} ${domainOf(email)}`;
}

/** Drops capitals and accents. A name of one word has no key: many people share it. */
function nameKey(name: string): string {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().split(/\s+/);
  return words.length < 2 ? '' : words.join(' ');
}

function tell(one: Newcomer, { departure, likeness }: Found): Notice {
  const { live, organization, emails } = departure;
  const old = live.email ?? emails[0] ?? live.userId;
  const message = `${one.email} is new to Kinde and has ${likeness} as ${old}, who is no longer listed in ${organization.name}. If this is the same person, list { id: ${live.userId} } or add the new address to that person in Kinde first. Otherwise apply creates a second account.`;
  return { code: 'address-changed', message, organization, email: one.email, source: one.source };
}
