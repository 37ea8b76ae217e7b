// Finds people who can't sign in. Kinde marks a membership in the member list and a person in the list of people; either
// mark counts.
import type { LiveMember } from '../../model/live.js';
import { once } from '../../model/once.js';

/** Returns the predicate that tells whether a person is suspended. Its first call reads through the lists. */
export function findSuspended(
  memberLists: Iterable<Iterable<LiveMember>>,
  people: Iterable<LiveMember>,
): (userId: string) => boolean {
  const gather = once(() => {
    const suspended = new Set<string>();
    for (const list of [people, ...memberLists]) {
      for (const { userId, isSuspended } of list) if (isSuspended === true) suspended.add(userId);
    }
    return suspended;
  });
  return (userId) => gather().has(userId);
}
