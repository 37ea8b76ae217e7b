// The guards against taking the wrong people out: too many, everybody, or the last holder of a role.
// They look at a finished list of changes and say why it may not run; they change nothing.
import { isMemberChange } from '../model/change.js';
import type { Change, MemberChange, OrganizationRef, RemoveMember } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import type { OrganizationPair } from '../model/comparison.js';
import type { Safety } from '../model/desired.js';
import type { Refusal } from '../model/notice.js';

/** What the user typed: nothing, `--allow-removals` (`any`), or `--allow-removals N`. */
export type RemovalApproval = number | 'any' | null;

/** An organization as the guards see it. */
export interface GuardedOrganization extends Pick<OrganizationPair, 'ref' | 'members' | 'settled'> {
  /**
   * Whether the files list nobody of those who are in it. Whoever then stays, because they are protected or have no
   * address, does not make an emptied organization full.
   */
  readonly isEmptied?: boolean;
}

/** What the guards hold the changes against. */
export interface GuardedState {
  readonly safety: Safety;
  readonly organizations: readonly GuardedOrganization[];
  /** Whether the command can do everything but the removals. */
  readonly canHoldBack: boolean;
}

/** Returns every refusal for these changes; none means that they may be applied. */
export function guardRemovals(
  changes: readonly Change[],
  state: GuardedState,
  approval: RemovalApproval,
): readonly Refusal[] {
  const removals = changes.filter((change) => isMemberChange(change) && change.action === 'remove');
  return [
    ...guardApproval(removals.length, approval),
    ...(approval === null ? guardCounts(removals, state) : []),
    ...guardHolders(changes, state),
  ];
}

/** A number approves exactly that many removals; what a reviewer agreed to is not to grow or shrink unseen. */
function guardApproval(count: number, approval: RemovalApproval): readonly Refusal[] {
  if (typeof approval !== 'number' || approval === count) return [];
  return [
    {
      guard: 'approved-removals',
      message: `--allow-removals ${approval} approves exactly ${approval}, but this plan removes ${count} member(s). Review the plan; if it is right, use --allow-removals ${count}.`,
      override: '--allow-removals',
    },
  ];
}

function guardCounts(removals: readonly RemoveMember[], state: GuardedState): readonly Refusal[] {
  const lost = countByOrganization(removals);
  return state.organizations.flatMap((pair) => {
    const count = lost.get(organizationKey(pair.ref)) ?? 0;
    const before = countLive(pair);
    const isEmptied = pair.isEmptied === true || count >= before;
    const { safety } = state;
    if (count === 0 || (!isEmptied && count <= limitFor(before, safety))) return [];
    return [refuseCount(pair.ref, { count, before, isEmptied, total: removals.length }, state)];
  });
}

/** Returns how many people are in an organization before the plan; none where membership is not managed. */
export function countLive({ members, settled }: Pick<OrganizationPair, 'members' | 'settled'>): number {
  return (members ?? []).reduce((sum, { live }) => sum + (live === null ? 0 : 1), settled.length);
}

function countByOrganization(removals: readonly RemoveMember[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { organization } of removals) {
    const key = organizationKey(organization);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function limitFor(members: number, { maxRemovals }: Safety): number {
  return Math.max(maxRemovals.count, Math.floor((members * maxRemovals.percent) / 100));
}

interface Loss {
  readonly count: number;
  readonly before: number;
  readonly isEmptied: boolean;
  readonly total: number;
}

function refuseCount(
  organization: OrganizationRef,
  { count, before, isEmptied, total }: Loss,
  { safety, canHoldBack }: GuardedState,
): Refusal {
  const { maxRemovals } = safety;
  const reason = isEmptied
    ? `everyone who is in it and can be removed (${count})`
    : `${count} of its ${before} members; the limit is ${limitFor(before, safety)} (the larger of ${maxRemovals.count} and ${maxRemovals.percent}%)`;
  return {
    guard: 'max-removals',
    message: `${organization.name} would lose ${reason}. If that is meant, approve the plan's removals with --allow-removals ${total}${canHoldBack ? '; to apply all but the removals, use --no-removals' : ''}.`,
    override: '--allow-removals',
    organization,
  };
}

function guardHolders(changes: readonly Change[], state: GuardedState): readonly Refusal[] {
  const { keepHolder } = state.safety;
  if (keepHolder.length === 0) return [];
  const touched = new Map<string, Map<string, readonly string[]>>();
  for (const change of changes) {
    if (!isMemberChange(change)) continue;
    const key = organizationKey(change.organization);
    const after = touched.get(key) ?? new Map<string, readonly string[]>();
    after.set(change.userId ?? `new ${change.email ?? ''}`, rolesAfter(change));
    touched.set(key, after);
  }
  return state.organizations.flatMap((pair) => {
    const after = touched.get(organizationKey(pair.ref));
    if (after === undefined) return [];
    return keepHolder.flatMap(({ key }) =>
      losesLastHolder(pair, after, key) ? [refuseHolder(pair, key)] : [],
    );
  });
}

function rolesAfter(change: MemberChange): readonly string[] {
  if (change.action === 'remove') return [];
  return change.action === 'add' ? (change.roles ?? []) : change.fields[0].after;
}

/** Whoever joins with the role counts: removals are skipped if an addition or its roles fail. */
function losesLastHolder(
  { members, settled }: GuardedOrganization,
  after: ReadonlyMap<string, readonly string[]>,
  role: string,
): boolean {
  if ([...after.values()].some((roles) => roles.includes(role))) return false;
  const held = [...settled, ...(members ?? []).flatMap(({ live }) => live ?? [])];
  if (held.some(({ userId, roles }) => !after.has(userId) && roles?.includes(role) === true)) return false;
  // Where Kinde does not show somebody's roles, they may have been the last to hold it.
  return held.some(({ userId, roles }) => after.has(userId) && (roles === null || roles.includes(role)));
}

function refuseHolder({ ref }: GuardedOrganization, role: string): Refusal {
  return {
    guard: 'keep-holder',
    message: `${ref.name} would lose its last holder of the role "${role}", which safety.keepHolder forbids. Give the role to somebody else in the organization, or take it off safety.keepHolder.`,
    override: null,
    organization: ref,
  };
}
