// Finds addresses that are one or two letters off somebody known: the typing mistake that would otherwise
// become a second person. One pass over the known addresses, with a cheap test before the costly one.
import leven from 'leven';
import { groupBy } from '../model/group-by.js';
import { domainOf } from '../model/email.js';

interface Newcomer {
  readonly email: string;
  readonly local: string;
  readonly letters: number;
}

/**
 * Returns for each new address the address or domain it may be a misspelling of; those with none have no entry.
 * `known` are normalized addresses of people and of the files; the new ones may be among them.
 */
export function findSimilar(
  added: readonly string[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (added.length === 0) return found;
  const byDomain = groupBy(added.map(toNewcomer), ({ email }) => domainOf(email));
  const domains = new Map<string, number>();
  for (const email of known) {
    const domain = domainOf(email);
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
    const newcomers = byDomain.get(domain);
    if (newcomers !== undefined) compareWith(email, newcomers, found);
  }
  for (const [domain, newcomers] of byDomain) {
    const familiar = findLikeDomain(domain, newcomers, domains);
    if (familiar === null) continue;
    for (const { email } of newcomers) if (!found.has(email)) found.set(email, familiar);
  }
  return found;
}

function toNewcomer(email: string): Newcomer {
  const local = localOf(email);
  return { email, local, letters: maskOf(local) };
}

function localOf(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@')));
}

/** Names the known address to every newcomer of its domain that is like it. */
function compareWith(email: string, newcomers: readonly Newcomer[], found: Map<string, string>): void {
  const local = localOf(email);
  const letters = maskOf(local);
  for (const newcomer of newcomers) {
    // Two edits change at most four members of the set of letters.
    if (Math.abs(newcomer.local.length - local.length) > 2) continue;
    if (countBits(newcomer.letters ^ letters) > 4 || !isFirst(email, found.get(newcomer.email))) continue;
    const shorter = Math.min(newcomer.local.length, local.length);
    if (isNear(newcomer.local, local, shorter)) found.set(newcomer.email, email);
  }
}

/** A domain that nobody but the new people uses, next to one that somebody known uses. */
function findLikeDomain(
  domain: string,
  newcomers: readonly Newcomer[],
  domains: ReadonlyMap<string, number>,
): string | null {
  if ((domains.get(domain) ?? 0) > newcomers.length) return null;
  let familiar: string | null = null;
  for (const other of domains.keys()) {
    const length = Math.min(domain.indexOf('.'), other.indexOf('.'));
    if (isFirst(other, familiar) && isNear(domain, other, length)) familiar = other;
  }
  return familiar;
}

/** The same facts name the same neighbour in whatever order they were read: the first of the alphabet. */
function isFirst(text: string, earlier: string | null | undefined): boolean {
  return earlier === null || earlier === undefined || text < earlier;
}

/** At most two letters apart, and never more than half of what the shorter one consists of. */
function isNear(one: string, other: string, length: number): boolean {
  if (Math.abs(one.length - other.length) > 2) return false;
  const distance = leven(one, other, { maxDistance: 3 });
  return distance > 0 && distance <= 2 && distance * 2 <= length;
}

/** The set of characters of a text, as bits; different characters may share a bit. */
function maskOf(text: string): number {
  let mask = 0;
  for (let index = 0; index < text.length; index += 1) mask |= 1 << (text.charCodeAt(index) & 31);
  return mask;
}

/** Adds neighbouring bits up in pairs, fours and eights: millions of sets are compared. */
function countBits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
