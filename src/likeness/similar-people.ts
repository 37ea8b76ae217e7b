// Finds new addresses and domains that may be misspellings: the typing mistake that would otherwise become a second person.
// One pass over the known addresses, each looked up among the new ones of its domain.
import { compareText } from '../model/compare-text.js';
import { domainOf } from '../model/email.js';
import { groupBy } from '../model/group-by.js';
import { isForeign, readAsLatin } from './look-alike.js';
import { indexOneEdits } from './one-edit.js';
import type { FindOneEdit } from './one-edit.js';

/** The address that a new one may be meant for. */
export interface Neighbour {
  readonly email: string;
  /** Whether it reads the same and has other letters; else it is one edit off. */
  readonly isLookAlike: boolean;
}

/** A domain that only new people have. */
export interface StrangeDomain {
  readonly domain: string;
  /** The domain in use that it may be meant for. */
  readonly other: string;
  /** The new addresses that have it, in the order given. */
  readonly emails: readonly string[];
}

export interface Similar {
  /** By new address; those without a neighbour have no entry. */
  readonly people: ReadonlyMap<string, Neighbour>;
  /** Sorted. */
  readonly domains: readonly StrangeDomain[];
}

/** The new addresses of one domain. */
interface Arrival {
  readonly emails: readonly string[];
  readonly find: FindOneEdit;
}

/**
 * Returns what each new address and domain may be a misspelling of. All addresses are normalized; among the known ones may be
 * new ones, and each may come more than once. Those in `leaving` are named before others, then the first of the alphabet.
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

/** Another letter in a name of one letter makes another name. */
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

/** Nearly all addresses are plain ASCII, and two of these are never held against each other. */
function indexLookAlikes(added: readonly string[]): (known: string) => readonly string[] {
  const byReading = groupBy(added, readAsLatin);
  const isAnyForeign = added.some(isForeign);
  return (known) => {
    const isPlain = !isForeign(known);
    if (isPlain && !isAnyForeign) return [];
    return byReading.get(isPlain ? known : readAsLatin(known)) ?? [];
  };
}

/** The same facts name the same neighbour in whatever order they were read. */
function isFirst(one: Neighbour, other: Neighbour | undefined, leaving: ReadonlySet<string>): boolean {
  if (other === undefined) return true;
  const isLeaving = leaving.has(one.email);
  if (isLeaving !== leaving.has(other.email)) return isLeaving;
  if (one.isLookAlike !== other.isLookAlike) return one.isLookAlike;
  return one.email < other.email;
}

/** A domain is in use if somebody known has it, or more of the new people. */
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

/** The part before the first dot tells domains apart, and a short one does so on purpose. */
function areNames(...domains: readonly string[]): boolean {
  return domains.every((domain) => domain.indexOf('.') >= shortestName);
}
