// Finds the people who leave one organization and join another in the same plan. Their removals rely on their additions.
import { organizationKey } from '../../model/change.js';
import type { AddMember, Change } from '../../model/change.js';
import { groupBy } from '../../model/group-by.js';
import type { ReliedList } from '../../model/plan.js';

/**
 * Returns the additions of everyone who moves, by user id, without those that `lists` show anyway. During an apply
 * `userIdOf` knows more than the plan: a new address may belong to an existing person.
 */
export function findMoves(
  changes: readonly Change[],
  lists: readonly ReliedList[],
  userIdOf: (change: AddMember) => string | null = ({ userId }) => userId,
): ReadonlyMap<string, readonly AddMember[]> {
  const leaving = new Set(changes.flatMap((change) => (change.action === 'remove' ? [change.userId] : [])));
  const listed = new Set(lists.map(({ organization }) => organizationKey(organization)));
  const moves = changes.flatMap((change) => {
    if (change.action !== 'add' || listed.has(organizationKey(change.organization))) return [];
    const userId = userIdOf(change);
    return userId !== null && leaving.has(userId) ? [{ change, userId }] : [];
  });
  const groups = groupBy(moves, ({ userId }) => userId);
  return new Map([...groups].map(([userId, group]) => [userId, group.map(({ change }) => change)]));
}
