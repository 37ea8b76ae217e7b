// Who can't sign in. A member list says it of a membership, a list of people of the person; either counts.
import type { LiveMember } from '../model/live.js';
import { once } from '../model/once.js';

/** Returns the question whether a person is suspended. The lists are gone through when it is first asked. */
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
