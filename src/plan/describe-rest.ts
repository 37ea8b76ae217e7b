// Says who stays in an organization that loses too many members, and which of the lost roles somebody still holds.
import type { RemoveMember } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import { nameSome } from '../model/text/name-some.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';

/** The largest number of roles that the sentence names. */
const mostRoles = 5;

/**
 * Returns for example ` 2 stay: 1 with the role admin, none with the role member.`; without roles if they were not all read,
 * and nothing if no one stays. A suspended person holds no role.
 */
export function describeRest(
  { members, unchanged }: GuardedOrganization,
  gone: readonly RemoveMember[],
  { isSuspended }: Pick<GuardedState, 'isSuspended'>,
): string {
  const ids = new Set(gone.map(({ userId }) => userId));
  const live = [...unchanged, ...(members ?? []).flatMap((pair) => pair.live ?? [])];
  const staying = live.filter(({ userId }) => !ids.has(userId));
  if (staying.length === 0) return '';
  const count = staying.length === 1 ? '1 stays' : `${staying.length} stay`;
  const lost = [...new Set(gone.flatMap(({ roles = [] }) => roles))].sort(compareText);
  if (lost.length === 0 || staying.some(({ roles }) => roles === null)) return ` ${count}.`;
  const holders = lost.map((role) => {
    const number = staying.filter(
      ({ userId, roles }) => roles?.includes(role) === true && !isSuspended(userId),
    );
    return `${number.length === 0 ? 'none' : number.length} with the role ${role}`;
  });
  return ` ${count}: ${nameSome(holders, mostRoles)}.`;
}
