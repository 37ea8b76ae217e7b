// Finds new addresses and domains that are likely misspellings of known ones and would create a second person. One pass looks each
// known address up among the new addresses of its domain.
import { compareText } from '../model/text/compare-text.js';
import { domainOf } from '../model/email.js';
import { groupBy } from '../model/group-by.js';
import { isForeign, readAsLatin } from './look-alike.js';
import { indexOneEdits } from './one-edit.js';
import type { FindOneEdit } from './one-edit.js';

/** A known address that a new one may be a misspelling of. */
export interface Neighbour {
  readonly email: string;
  /** True if the address looks the same with other letters; false if it is one edit away. */
  readonly isLookAlike: boolean;
}

/** A domain that only new addresses have, and that resembles one in use. */
export interface StrangeDomain {
  readonly domain: string;
  /** The domain in use that it may be a misspelling of. */
  readonly other: string;
  /** The new addresses of the domain, in the order given. */
  readonly emails: readonly string[];
}

export interface Similar {
  /** By new address; an address without a neighbour has no entry. */
  readonly people: ReadonlyMap<string, Neighbour>;
  /** Sorted by domain. */
  readonly domains: readonly StrangeDomain[];
}

/** The new addresses of one domain. */
interface Arrival {
  readonly emails: readonly string[];
  readonly find: FindOneEdit;
}

/**
 * Returns the neighbour of each new address, and the new domains that resemble one in use. All addresses must be normalized.
 * `known` may hold new addresses and repeats. An address in `leaving` is preferred, then a look-alike, then the first in the
 * alphabet.
 */
export function findSimilar(
  added: readonly string[],
  known: Iterable<string>,
  leaving: ReadonlySet<string> = new Set(),
): Similar {
  if (added.length === 0) return { people: new Map(), domains: [] };
  const people = new Map<string, Neighbour>();
  const suggest = (newcomer: string, neighbour: Neighbour): void => {
    if (isFirst(neighbour, people.get(newcomer), leaving)) people.set(newcomer, neighbour);
  };
  const arrivals = gatherArrivals(added);
  const findLookAlikes = indexLookAlikes(added);
  const own = new Set(added);
  const familiar = new Set<string>();
  for (const email of added) suggestOneEdits(email, arrivals.get(domainOf(email)), suggest);
  for (const email of known) {
    if (own.has(email)) continue;
    const domain = domainOf(email);
    familiar.add(domain);
    suggestOneEdits(email, arrivals.get(domain), suggest);
    for (const newcomer of findLookAlikes(email)) suggest(newcomer, { email, isLookAlike: true });
  }
  return { people, domains: findStrangeDomains(arrivals, familiar) };
}

function gatherArrivals(added: readonly string[]): ReadonlyMap<string, Arrival> {
  return new Map(
    [...groupBy(added, domainOf)].map(([domain, emails]) => {
      return [domain, { emails, find: indexOneEdits(emails.map(localOf)) }];
    }),
  );
}

function localOf(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@')));
}

type Suggest = (newcomer: string, neighbour: Neighbour) => void;

/** A local part of one letter is never a misspelling. Nor is a first domain label of one letter. */
const shortestName = 2;

function suggestOneEdits(email: string, arrival: Arrival | undefined, suggest: Suggest): void {
  if (arrival === undefined) return;
  const local = localOf(email);
  if (local.length < shortestName) return;
  for (const index of arrival.find(local)) {
    const newcomer = arrival.emails[index] ?? '';
    if (localOf(newcomer).length >= shortestName) suggest(newcomer, { email, isLookAlike: false });
  }
}

/** Two plain ASCII addresses are never compared, and nearly all addresses are plain ASCII. */
function indexLookAlikes(added: readonly string[]): (known: string) => readonly string[] {
  const byReading = groupBy(added, readAsLatin);
  const isAnyForeign = added.some(isForeign);
  return (known) => {
    const isPlain = !isForeign(known);
    if (isPlain && !isAnyForeign) return [];
    return byReading.get(isPlain ? known : readAsLatin(known)) ?? [];
  };
}

/** A total order of neighbours, so that the result does not depend on the order of reading. */
function isFirst(one: Neighbour, other: Neighbour | undefined, leaving: ReadonlySet<string>): boolean {
  if (other === undefined) return true;
  const isLeaving = leaving.has(one.email);
  if (isLeaving !== leaving.has(other.email)) return isLeaving;
  if (one.isLookAlike !== other.isLookAlike) return one.isLookAlike;
  return one.email < other.email;
}

/** A domain is in use if a known address has it, or if more new addresses have it than the similar one. */
function findStrangeDomains(
  arrivals: ReadonlyMap<string, Arrival>,
  familiar: ReadonlySet<string>,
): readonly StrangeDomain[] {
  const strange = [...arrivals.keys()].filter((domain) => !familiar.has(domain)).sort(compareText);
  const find = indexOneEdits(strange);
  const sizeOf = (domain: string): number => arrivals.get(domain)?.emails.length ?? 0;
  const meant = new Map<string, string>();
  const hold = (domain: string, isInUse: (other: string) => boolean): void => {
    for (const index of find(domain)) {
      const other = strange[index] ?? '';
      if (!meant.has(other) && isInUse(other) && areNames(domain, other)) meant.set(other, domain);
    }
  };
  for (const domain of [...familiar].sort(compareText)) hold(domain, () => true);
  for (const domain of strange) hold(domain, (other) => sizeOf(domain) > sizeOf(other));
  return strange.flatMap((domain) => {
    const other = meant.get(domain);
    return other === undefined ? [] : [{ domain, other, emails: arrivals.get(domain)?.emails ?? [] }];
  });
}

/** A first label of one letter differs on purpose. */
function areNames(...domains: readonly string[]): boolean {
  return domains.every((domain) => domain.indexOf('.') >= shortestName);
}
