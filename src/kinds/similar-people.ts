// Finds addresses that are one or two letters off somebody known: the typing mistake that would otherwise
// become a second person. One pass over the known addresses, each held only against new ones of its domain and length.
import { compareText } from '../model/compare-text.js';
import { domainOf } from '../model/email.js';
import { groupBy } from '../model/group-by.js';
import { findNear, isNear, mostEdits, outlineOf, rowOf } from './outline.js';
import type { Outline, OutlineRow } from './outline.js';

/** New addresses whose parts before the `@` have one length, laid out so that many are held against one quickly. */
interface Newcomers {
  readonly emails: readonly string[];
  readonly locals: OutlineRow;
}

/** The new addresses of one domain. */
interface Arrival {
  readonly emails: ReadonlySet<string>;
  readonly byLength: ReadonlyMap<number, Newcomers>;
  /** Whether anybody else has the domain. */
  isFamiliar: boolean;
}

/**
 * Returns for each new address the address or domain it may be a misspelling of; those with none have no entry.
 * All are normalized; of the known ones the new ones may be some, and each may come more than once.
 */
export function findSimilar(added: readonly string[], known: Iterable<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (added.length === 0) return found;
  const arrivals = gatherArrivals(added);
  const domains = new Set(arrivals.keys());
  const look = (email: string): void => {
    const domain = domainOf(email);
    const arrival = arrivals.get(domain);
    if (arrival === undefined) domains.add(domain);
    else meet(email, arrival, found);
  };
  added.forEach(look);
  for (const email of known) look(email);
  addLikeDomains(arrivals, domains, found);
  return found;
}

function gatherArrivals(added: readonly string[]): ReadonlyMap<string, Arrival> {
  const arrivals = new Map<string, Arrival>();
  for (const [domain, emails] of groupBy(added, domainOf)) {
    const byLength = new Map<number, Newcomers>();
    for (const [length, alike] of groupBy(emails, (email) => localOf(email).length)) {
      byLength.set(length, { emails: alike, locals: rowOf(alike.map(localOf)) });
    }
    arrivals.set(domain, { emails: new Set(emails), byLength, isFamiliar: false });
  }
  return arrivals;
}

function localOf(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@')));
}

/** Names the known address to every newcomer of its domain that is like it. */
function meet(email: string, arrival: Arrival, found: Map<string, string>): void {
  arrival.isFamiliar ||= !arrival.emails.has(email);
  const local = outlineOf(localOf(email));
  const { length } = local.text;
  for (let near = length - mostEdits; near <= length + mostEdits; near += 1) {
    const newcomers = arrival.byLength.get(near);
    if (newcomers === undefined) continue;
    for (const index of findNear(newcomers.locals, local, Math.min(near, length))) {
      const newcomer = newcomers.emails[index] ?? '';
      // The same facts name the same neighbour in whatever order they were read: the first of the alphabet.
      if (isFirst(email, found.get(newcomer))) found.set(newcomer, email);
    }
  }
}

function isFirst(text: string, earlier: string | undefined): boolean {
  return earlier === undefined || text < earlier;
}

/** A domain that nobody but the new people uses, next to one that somebody known uses, the first of the alphabet. */
function addLikeDomains(
  arrivals: ReadonlyMap<string, Arrival>,
  domains: ReadonlySet<string>,
  found: Map<string, string>,
): void {
  const strange = [...arrivals].filter(([, { isFamiliar }]) => !isFamiliar);
  if (strange.length === 0) return;
  const outlines = [...domains].sort(compareText).map(outlineOf);
  for (const [domain, { emails }] of strange) {
    const familiar = findLikeDomain(outlineOf(domain), outlines);
    if (familiar === null) continue;
    for (const email of emails) if (!found.has(email)) found.set(email, familiar);
  }
}

function findLikeDomain(domain: Outline, others: readonly Outline[]): string | null {
  const own = domain.text.indexOf('.');
  const like = others.find((other) => isNear(domain, other, Math.min(own, other.text.indexOf('.'))));
  return like?.text ?? null;
}
