// Finds people who can't sign in. Kinde marks a membership in the list of its organization, and a person in the list of
// people. The mark of a membership counts in that organization alone.
import type { LiveMember } from '../../model/live.js';
import { once } from '../../model/once.js';

/** Returns whether a person can't sign in to the organization with this code; null for one that does not exist yet. */
export type IsSuspended = (code: string | null, userId: string) => boolean;

/**
 * Returns the predicate for these members by organization code, and for these people. Its first call reads through the lists.
 * Kinde's lists of members may also mark people who are suspended everywhere. A person with a mark in any list therefore
 * counts as suspended in each organization whose list does not show them.
 */
export function findSuspended(
  members: ReadonlyMap<string, Iterable<LiveMember>>,
  people: Iterable<LiveMember>,
): IsSuspended {
  const gather = once(() => {
    const marked = new Map<string, Set<string>>();
    const mark = (code: string, { userId, isSuspended }: LiveMember): void => {
      if (isSuspended === true) marked.set(userId, (marked.get(userId) ?? new Set()).add(code));
    };
    for (const person of people) mark(everywhere, person);
    for (const [code, list] of members) for (const member of list) mark(code, member);
    return marked;
  });
  const listed = new Map<string, ReadonlySet<string>>();
  const isListed = (code: string, userId: string): boolean => {
    const ids = listed.get(code) ?? new Set(Array.from(members.get(code) ?? [], (member) => member.userId));
    listed.set(code, ids);
    return ids.has(userId);
  };
  return (code, userId) => {
    const codes = gather().get(userId);
    if (codes === undefined) return false;
    return codes.has(everywhere) || code === null || codes.has(code) || !isListed(code, userId);
  };
}

/** No organization has this code. */
const everywhere = '';
