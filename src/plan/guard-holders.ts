// The guard `keep-holder`: an organization never loses the last holder of a role that `safety.keepHolder` names. A suspended
// person can't sign in and never counts as a holder.
import { rolesAfter } from '../kinds/membership/held-roles.js';
import { organizationKey } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { Change } from '../model/change.js';
import type { LiveMember } from '../model/live.js';
import type { Refusal } from '../model/notice.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';

/** Returns one refusal for each organization and role that the changes leave without a holder. */
export function guardHolders(changes: readonly Change[], state: GuardedState): readonly Refusal[] {
  const { keepHolder } = state.safety;
  if (keepHolder.length === 0) return [];
  const touched = groupTouched(changes);
  return state.organizations.flatMap((pair) => {
    const after = touched.get(organizationKey(pair.ref));
    if (after === undefined) return [];
    return keepHolder.flatMap(({ key }) =>
      guardRole(pair, { after, role: key, isSuspended: state.isSuspended }),
    );
  });
}

/** The roles after the plan of each person whom the changes touch, by user id. */
type Touched = ReadonlyMap<string, readonly string[]>;

function groupTouched(changes: readonly Change[]): ReadonlyMap<string, Touched> {
  const touched = new Map<string, Map<string, readonly string[]>>();
  for (const change of changes) {
    if (!isMemberChange(change)) continue;
    const key = organizationKey(change.organization);
    const after = touched.get(key) ?? new Map<string, readonly string[]>();
    after.set(change.userId ?? `new ${change.email ?? ''}`, rolesAfter(change));
    touched.set(key, after);
  }
  return touched;
}

interface RoleState extends Pick<GuardedState, 'isSuspended'> {
  readonly after: Touched;
  readonly role: string;
}

/** A person who joins with the role counts, because apply skips removals if an addition or its roles fail. */
function guardRole(pair: GuardedOrganization, { after, role, ...state }: RoleState): readonly Refusal[] {
  const isSuspended = (userId: string): boolean => state.isSuspended(pair.ref.code, userId);
  const members = [...pair.unchanged, ...(pair.members ?? []).flatMap(({ live }) => live ?? [])];
  const active = members.filter(({ userId }) => !isSuspended(userId));
  const gains = [...after].some(([userId, roles]) => roles.includes(role) && !isSuspended(userId));
  const keeps = active.some(({ userId, roles }) => !after.has(userId) && roles?.includes(role) === true);
  // A member whose roles Kinde does not show may be the last holder.
  const losing = active.some(
    ({ userId, roles }) => after.has(userId) && (roles === null || roles.includes(role)),
  );
  if (gains || keeps || !losing) return [];
  const suspended = members.find(
    ({ userId, roles }) => isSuspended(userId) && roles?.includes(role) === true,
  );
  return [refuseHolder(pair, role, suspended)];
}

function refuseHolder(
  { ref }: GuardedOrganization,
  role: string,
  suspended: LiveMember | undefined,
): Refusal {
  const name = suspended?.email ?? suspended?.userId;
  const note = name === undefined ? '' : ` ${name} is suspended in Kinde and does not count.`;
  return {
    guard: 'keep-holder',
    message: `${ref.name} would have no one left with the role "${role}".${note} Let one holder keep it, or give it to another member in the same change. safety.keepHolder in the files sets this rule.`,
    override: null,
    organization: ref,
  };
}
