// Entries whose last day has passed. Such an entry stays in the files, since the next apply removes the person or the roles that
// only it gives. No person may be in a list twice, so a person with an ended entry of their own gets no other.
import { UsageError } from '../model/errors.js';
import type { Day } from '../model/day.js';
import { findMember, groupOf, hasEnded, nameOf } from './member-entries.js';
import type { LiveSide } from './member-entries.js';
import { listPeople, reachPeople, uniteRoles } from './reach-people.js';

/** The facts that decide which entries have ended, and whom they mean. */
export interface Lists {
  /** The people of each group after the edit. */
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly side: LiveSide;
  /** The day that decides which entries have ended. */
  readonly day: Day | undefined;
}

/** Returns the user ids of the live members with an ended entry of their own in the list. */
export function findOwnEnds(
  list: readonly unknown[],
  { side, day }: Pick<Lists, 'side' | 'day'>,
): ReadonlySet<string> {
  const own = list.filter((entry) => groupOf(entry) === null && hasEnded(entry, day));
  return new Set(own.flatMap((entry) => findMember(entry, side)?.userId ?? []));
}

/** Returns the roles that ended entries of the list give, also through groups, by user id. */
export function gatherEndedRoles(
  list: readonly unknown[],
  { groups, side, day }: Lists,
): ReadonlyMap<string, readonly string[]> {
  const gathered = new Map<string, readonly string[]>();
  for (const { entry, roles } of listPeople(list, groups)) {
    const userId = findMember(entry, side)?.userId;
    if (userId !== undefined && hasEnded(entry, day))
      gathered.set(userId, uniteRoles(gathered.get(userId) ?? [], roles) ?? []);
  }
  return gathered;
}

/**
 * Throws `UsageError` (`not-writable`) if a group to write out lists a person with an ended entry of their own. Without the
 * group, only the entry that has ended would be left.
 */
export function requireNoOwnEnd(
  expanded: readonly unknown[],
  list: readonly unknown[],
  { groups, side, day }: Lists,
): void {
  const over = findOwnEnds(list, { side, day });
  for (const reference of expanded) {
    const found = reachPeople(reference, groups).find(
      ({ entry }) => !hasEnded(entry, day) && over.has(findMember(entry, side)?.userId ?? ''),
    );
    if (found === undefined) continue;
    const [who, group] = [nameOf(found.entry), groupOf(reference) ?? ''];
    throw new UsageError(
      'not-writable',
      `The members of group ${group} must be listed one by one, and ${who} has an ended entry beside it.`,
      { hint: `Delete the ended entry of ${who}, or give it a later day. Then pull again.` },
    );
  }
}
