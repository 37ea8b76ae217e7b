// Indexes people by address: every email identity counts, without regard to case. `read` uses it to find unknown
// addresses, and `diff` to find the owner of an address.
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember, LivePerson } from '../../model/live.js';
import type { PersonName } from '../../model/person-name.js';

export interface PeopleIndex {
  /** Returns the user ids of everyone who has the normalized address, sorted. */
  readonly findByEmail: (email: string) => readonly string[];
  readonly hasId: (userId: string) => boolean;
  /** Returns the user ids of everyone whom the name may mean: the given id, or those of `findByEmail`. */
  readonly findIds: (person: PersonName) => readonly string[];
  /** Every known address, once. */
  readonly addresses: Iterable<string>;
}

/** Returns an index of the people read with their identities and of those who appear only in member lists. */
export function indexPeople(
  people: Iterable<LivePerson>,
  memberLists: Iterable<readonly LiveMember[]>,
): PeopleIndex {
  // The arguments may be iterators, which can be consumed only once.
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
      // Most members are already known by this spelling, so a look-up avoids the cost of normalizing it.
      if (email !== null && byEmail.get(email) !== userId) learn(normalizeEmail(email), userId);
    }
  }
  // Few files list people by id, and a set of everyone is large, so it is built on first use.
  let ids: ReadonlySet<string> | null = null;
  const findByEmail = (email: string): readonly string[] => {
    const known = byEmail.get(email) ?? [];
    return typeof known === 'string' ? [known] : known;
  };
  return {
    findByEmail,
    findIds: (person) => (person.id === null ? findByEmail(person.email) : [person.id]),
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
