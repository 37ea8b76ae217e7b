// People who leave one organization and join another in the same plan. Their removals rely on their additions.
import { organizationKey } from '../../model/change.js';
import type { AddMember, Change } from '../../model/change.js';
import { groupBy } from '../../model/group-by.js';
import type { ReliedList } from '../../model/plan.js';

/** Returns the additions of everybody who moves, by user id; those that `lists` show anyway are left out. */
export function findMoves(
  changes: readonly Change[],
  lists: readonly ReliedList[],
): ReadonlyMap<string, readonly AddMember[]> {
  const leaving = new Set(changes.flatMap((change) => (change.action === 'remove' ? [change.userId] : [])));
  const listed = new Set(lists.map(({ organization }) => organizationKey(organization)));
  const moves = changes.filter(
    (change): change is AddMember & { readonly userId: string } =>
      change.action === 'add' &&
      change.userId !== null &&
      leaving.has(change.userId) &&
      !listed.has(organizationKey(change.organization)),
  );
  return groupBy(moves, ({ userId }) => userId);
}
