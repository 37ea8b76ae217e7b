// Marks the removals of a plan that take the last access of a person, and those after which apply ends their sessions.
import type { AddMember, Change, RemoveMember } from '../../model/change.js';
import type { SessionRule } from '../../model/desired.js';
import type { LiveIndex } from '../live-index.js';

/** Marks each removal that leaves the person in no organization after the whole plan. */
export function markLastAccess(
  removals: readonly RemoveMember[],
  additions: readonly AddMember[],
  live: Pick<LiveIndex, 'person'>,
): readonly RemoveMember[] {
  const joining = new Set(additions.map(({ userId }) => userId));
  const leaving = new Map<string, Set<string | null>>();
  for (const { userId, organization } of removals) {
    leaving.set(userId, (leaving.get(userId) ?? new Set()).add(organization.code));
  }
  return removals.map((removal) => {
    const left = live.person(removal.userId)?.organizations;
    const gone = leaving.get(removal.userId);
    const isLast = left?.every((code) => gone?.has(code)) === true && !joining.has(removal.userId);
    return isLast ? { ...removal, losesAllAccess: true } : removal;
  });
}

/** Marks each removal after which apply ends the person's sessions, by the rule of `safety.endSessions`. */
export function markSessions<Own extends Change>(changes: readonly Own[], rule: SessionRule): readonly Own[] {
  if (rule === 'never') return changes;
  return changes.map((change) => {
    if (change.action !== 'remove') return change;
    return rule === 'always' || change.losesAllAccess === true ? { ...change, endsSessions: true } : change;
  });
}

/** Returns whether apply ends the person's sessions after the change. */
export function endsSessions(change: Change): change is RemoveMember {
  return change.action === 'remove' && change.endsSessions === true;
}

/** Returns the user ids of the people whose sessions apply ends, each once. */
export function listSignedOut(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.filter(endsSessions).map(({ userId }) => userId))];
}
