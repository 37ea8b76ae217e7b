// Says who stays in an organization that loses too many members, and which of the lost roles somebody still holds.
import type { RemoveMember } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import { countNoun } from '../model/text/count-noun.js';
import { joinWithAnd } from '../model/text/join-with-and.js';
import { nameSome } from '../model/text/name-some.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';

/** The largest number of roles that the sentence names. */
const mostRoles = 5;

/**
 * Returns for example ` 2 people stay. After this, 1 person has the role admin, and no one has the role member.`; without
 * roles if they were not all read, and nothing if no one stays. A suspended person holds no role.
 */
export function describeRest(
  { ref, members, unchanged }: GuardedOrganization,
  gone: readonly RemoveMember[],
  { isSuspended: isSuspendedIn }: Pick<GuardedState, 'isSuspended'>,
): string {
  const isSuspended = (userId: string): boolean => isSuspendedIn(ref.code, userId);
  const ids = new Set(gone.map(({ userId }) => userId));
  const live = [...unchanged, ...(members ?? []).flatMap((pair) => pair.live ?? [])];
  const staying = live.filter(({ userId }) => !ids.has(userId));
  if (staying.length === 0) return '';
  const count = countNoun(staying.length, 'person stays', 'people stay');
  const lost = [...new Set(gone.flatMap(({ roles = [] }) => roles))].sort(compareText);
  if (lost.length === 0 || staying.some(({ roles }) => roles === null)) return ` ${count}.`;
  const suspended = staying.filter(({ userId }) => isSuspended(userId));
  const isUncounted = suspended.some(({ roles }) => lost.some((role) => roles?.includes(role) === true));
  const holders = lost.map((role) => {
    const { length } = staying.filter(
      ({ userId, roles }) => roles?.includes(role) === true && !isSuspended(userId),
    );
    return `${nameHolders(length)} the role ${role}`;
  });
  return ` ${count}. After this, ${joinHolders(holders)}.${isUncounted ? ' Suspended people do not count.' : ''}`;
}

function nameHolders(count: number): string {
  return count === 0
    ? 'no one has'
    : `${countNoun(count, 'person', 'people')} ${count === 1 ? 'has' : 'have'}`;
}

function joinHolders(holders: readonly string[]): string {
  if (holders.length > mostRoles) return nameSome(holders, mostRoles);
  return joinWithAnd(holders, ', and ');
}
