// Unites the addresses of a person from all rows that show some: look-ups, the list of everyone and member lists. One row may
// show an address that another one lacks, and each of them may protect or list the person.
import { normalizeEmail } from '../model/email.js';
import type { LiveMember, LivePerson } from '../model/live.js';

/** Returns the people by user id. The addresses are those of all rows; the last row of a person decides the rest. */
export function unitePeople(
  known: ReadonlyMap<string, LivePerson>,
  found: readonly LivePerson[],
): ReadonlyMap<string, LivePerson> {
  if (found.length === 0) return known;
  const people = new Map(known);
  for (const person of found) {
    const emails = people.get(person.userId)?.emails ?? [];
    people.set(person.userId, withAddresses(person, emails));
  }
  return people;
}

/**
 * Returns the people with the addresses that member lists show beside theirs. A person whose own row has no address, although a
 * member list shows one, hides their identities.
 */
export function addShownAddresses(
  people: ReadonlyMap<string, LivePerson>,
  memberLists: Iterable<readonly LiveMember[]>,
): ReadonlyMap<string, LivePerson> {
  const changed = new Map<string, LivePerson>();
  for (const members of memberLists) {
    for (const { userId, email } of members) {
      const person = changed.get(userId) ?? people.get(userId);
      // Most rows have the same spelling, so the check avoids the cost of normalizing.
      if (email === null || person === undefined || person.emails.includes(email)) continue;
      const united = withAddresses(person, [normalizeEmail(email)]);
      if (united === person) continue;
      changed.set(userId, person.emails.length === 0 ? { ...united, hidesIdentities: true } : united);
    }
  }
  return changed.size === 0 ? people : new Map([...people, ...changed]);
}

function withAddresses(person: LivePerson, emails: readonly string[]): LivePerson {
  const others = emails.filter((email) => !person.emails.includes(email));
  return others.length === 0 ? person : { ...person, emails: [...person.emails, ...others].sort() };
}
