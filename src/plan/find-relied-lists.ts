// Finds the removals that rely on additions of the same plan, which apply must read back first. A person moves, a role gets
// a new last holder, or an organization gets all new members.
import { rolesAfter } from '../kinds/membership/held-roles.js';
import { findMoves } from '../kinds/membership/movers.js';
import { organizationKey } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { Change, MemberChange, OrganizationRef } from '../model/change.js';
import { groupBy } from '../model/group-by.js';
import type { ReliedList } from '../model/plan.js';
import { splitFilter } from '../model/split-filter.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';
import type { PagesOf } from './list-sizes.js';

type State = Pick<GuardedState, 'organizations' | 'isSuspended'>;

/**
 * Returns the member lists that apply reads after the additions. People who move are looked up by id, unless the lists of
 * their new organizations take fewer requests. `pagesOf` returns the pages of a member list before the removals.
 */
export function findReliedLists(
  changes: readonly Change[],
  state: State,
  pagesOf: PagesOf,
): readonly ReliedList[] {
  const byOrganization = groupBy(changes.filter(isMemberChange), ({ organization }) =>
    organizationKey(organization),
  );
  const lists = state.organizations.flatMap((pair): readonly ReliedList[] => {
    const own = byOrganization.get(organizationKey(pair.ref)) ?? [];
    if (!own.some(canLose)) return [];
    const roles = findHandedOver(own, pair, state);
    return roles.length === 0 && !isReplaced(own, pair, state) ? [] : [{ organization: pair.ref, roles }];
  });
  return [...lists, ...chooseLists(changes, lists, pagesOf)];
}

function chooseLists(
  changes: readonly Change[],
  lists: readonly ReliedList[],
  pagesOf: PagesOf,
): readonly ReliedList[] {
  const moves = findMoves(changes, lists);
  const targets = new Map<string, OrganizationRef>();
  for (const { organization } of [...moves.values()].flat())
    targets.set(organizationKey(organization), organization);
  const pages = [...targets.values()].reduce((sum, organization) => sum + pagesOf(organization), 0);
  if (pages >= splitFilter([...moves.keys()]).length) return [];
  return [...targets.values()].map((organization) => ({ organization, roles: [] }));
}

function canLose(change: MemberChange): boolean {
  return change.action === 'remove' || lostBy(change).length > 0;
}

/** Returns the known roles that a change takes away. */
function lostBy(change: MemberChange): readonly string[] {
  if (change.action === 'add') return [];
  const before = change.action === 'remove' ? (change.roles ?? []) : change.fields[0].before;
  return before.filter((key) => !rolesAfter(change).includes(key));
}

/** Returns the roles that every known holder loses while another person gains them, sorted. */
function findHandedOver(
  own: readonly MemberChange[],
  pair: GuardedOrganization,
  state: State,
): readonly string[] {
  const isSuspended = (userId: string): boolean => state.isSuspended(pair.ref.code, userId);
  const lost = new Set(own.flatMap(lostBy));
  const after = new Map(own.map((change) => [change.userId, rolesAfter(change)]));
  const gained = new Set(
    own.filter(({ userId }) => userId === null || !isSuspended(userId)).flatMap(gainedBy),
  );
  const isKept = (role: string): boolean =>
    listMembers(pair).some(
      ({ userId, roles }) =>
        roles?.includes(role) === true && !isSuspended(userId) && after.get(userId)?.includes(role) !== false,
    );
  return [...lost].filter((role) => gained.has(role) && !isKept(role)).sort();
}

function gainedBy(change: MemberChange): readonly string[] {
  const before = change.action === 'update' ? change.fields[0].before : [];
  return rolesAfter(change).filter((key) => !before.includes(key));
}

/** Returns whether all active members leave while others join. */
function isReplaced(
  own: readonly MemberChange[],
  pair: GuardedOrganization,
  { isSuspended }: State,
): boolean {
  if (!own.some(({ action }) => action === 'add')) return false;
  const leaving = new Set(own.flatMap((change) => (change.action === 'remove' ? [change.userId] : [])));
  return (
    leaving.size > 0 &&
    listMembers(pair).every(({ userId }) => leaving.has(userId) || isSuspended(pair.ref.code, userId))
  );
}

function listMembers({ unchanged, members }: GuardedOrganization) {
  return [...unchanged, ...(members ?? []).flatMap(({ live }) => live ?? [])];
}
