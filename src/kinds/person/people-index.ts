// From an address to the person it means: any e-mail identity counts, without regard to case.
// Shared by `read`, which asks who is still unknown, and `diff`, which asks who somebody is.
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember, LivePerson } from '../../model/live.js';

export interface PeopleIndex {
  /** Returns the ids of everyone who has the normalized address: none, one, or an ambiguity. */
  readonly findByEmail: (email: string) => readonly string[];
  readonly hasId: (userId: string) => boolean;
  /** Every address that somebody has, once. */
  readonly addresses: Iterable<string>;
}

/** Returns an index over the people read with their identities and over those seen in member lists only. */
export function indexPeople(
  people: Iterable<LivePerson>,
  memberLists: Iterable<readonly LiveMember[]>,
): PeopleIndex {
  // What is given may be an iterator, which can be walked only once.
  const everyone = [...people];
  const lists = [...memberLists];
  const byEmail = new Map<string, string | readonly string[]>();
  const learn = (email: string, userId: string): void => {
    const known = byEmail.get(email);
    if (known === undefined) byEmail.set(email, userId);
    else if (typeof known === 'string' ? known !== userId : !known.includes(userId)) {
      byEmail.set(email, [...(typeof known === 'string' ? [known] : known), userId].sort());
    }
  };
  for (const { userId, emails } of everyone) {
    for (const email of emails) learn(email, userId);
  }
  for (const members of lists) {
    for (const { userId, email } of members) {
      // Most are known by now, and by an address that needs no more than a look.
      if (email !== null && byEmail.get(email) !== userId) learn(normalizeEmail(email), userId);
    }
  }
  // Few files list anybody by id, and a set of everyone is large.
  let ids: ReadonlySet<string> | null = null;
  return {
    findByEmail: (email) => {
      const known = byEmail.get(email) ?? [];
      return typeof known === 'string' ? [known] : known;
    },
    addresses: { [Symbol.iterator]: () => byEmail.keys() },
    hasId: (userId) => (ids ??= gatherIds(everyone, lists)).has(userId),
  };
}

function gatherIds(
  people: readonly LivePerson[],
  memberLists: readonly (readonly LiveMember[])[],
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { userId } of people) ids.add(userId);
  for (const members of memberLists) for (const { userId } of members) ids.add(userId);
  return ids;
}
