// The guards against taking the wrong people out: too many, everybody, or the last holder of a role.
// They look at a finished list of changes and say why it may not run; they change nothing.
import type { Change, OrganizationRef, RemoveMember } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import { countNoun } from '../model/count-noun.js';
import type { RemovalLimit } from '../model/desired.js';
import type { Refusal } from '../model/notice.js';
import { guardHolders } from './guard-holders.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';

/** What the user typed: nothing, `--allow-removals all` (`any`), or `--allow-removals N`. */
export type RemovalApproval = number | 'any' | null;

/** Returns every refusal for these changes; none means that they may be applied. */
export function guardRemovals(
  changes: readonly Change[],
  state: GuardedState,
  approval: RemovalApproval,
): readonly Refusal[] {
  const removals = changes.filter((change) => change.action === 'remove');
  return [
    ...guardApproval(removals.length, approval),
    ...(approval === null ? [...guardCounts(removals, state), ...guardPeople(removals, state)] : []),
    ...guardHolders(changes, state),
  ];
}

/** A number approves exactly that many removals; what a reviewer agreed to is not to grow or shrink unseen. */
function guardApproval(count: number, approval: RemovalApproval): readonly Refusal[] {
  if (typeof approval !== 'number' || approval === count) return [];
  return [
    {
      guard: 'approved-removals',
      message: `--allow-removals ${approval} approves exactly ${approval}, but this plan removes ${countNoun(count, 'member')}. Review the plan; if it is right, use --allow-removals ${count}.`,
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
    const limit = strictestLimit(before, 'maxRemovals', state);
    if (count === 0 || (!isEmptied && count <= limit.people)) return [];
    const reason = isEmptied
      ? `all of its members who can be removed (${count})`
      : `${count} of its ${before} members; ${nameLimit(limit)}`;
    return [refuseCount(pair.ref, reason, { total: removals.length, canHoldBack: state.canHoldBack })];
  });
}

/** Returns how many people are in an organization before the plan; none where membership is not managed. */
export function countLive({ members, settled }: Pick<GuardedOrganization, 'members' | 'settled'>): number {
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

function refuseCount(
  organization: OrganizationRef,
  reason: string,
  { total, canHoldBack }: { readonly total: number; readonly canHoldBack: boolean },
): Refusal {
  return {
    guard: 'max-removals',
    message: `${organization.name} would lose ${reason}. ${nameWay(total, canHoldBack)}`,
    override: '--allow-removals',
    organization,
  };
}

/** A group that is emptied takes a few people out of each of many organizations, and no organization notices. */
function guardPeople(removals: readonly RemoveMember[], state: GuardedState): readonly Refusal[] {
  const people = new Set(removals.map(({ userId }) => userId)).size;
  // Everybody is counted only if that can decide anything.
  if (people <= strictestLimit(0, 'maxRemovedPeople', state).people) return [];
  const managed = countManaged(state.organizations);
  const limit = strictestLimit(managed, 'maxRemovedPeople', state);
  if (people <= limit.people) return [];
  return [
    {
      guard: 'max-removed-people',
      message: `${people} of the ${managed} people in managed organizations would leave an organization; ${nameLimit(limit)}. ${nameWay(removals.length, state.canHoldBack)}`,
      override: '--allow-removals',
    },
  ];
}

function countManaged(organizations: readonly GuardedOrganization[]): number {
  const people = new Set<string>();
  for (const { settled, members } of organizations) {
    for (const { userId } of settled) people.add(userId);
    for (const { live } of members ?? []) if (live !== null) people.add(live.userId);
  }
  return people.size;
}

interface Limit extends RemovalLimit {
  /** What it allows. */
  readonly people: number;
}

/** Returns the lower of the limits that the configuration and its base set for so many people. */
function strictestLimit(
  people: number,
  key: 'maxRemovals' | 'maxRemovedPeople',
  { safety, baseSafety = safety }: GuardedState,
): Limit {
  const own = toLimit(safety[key], people);
  const base = toLimit(baseSafety[key], people);
  return base.people < own.people ? base : own;
}

function toLimit({ count, percent }: RemovalLimit, people: number): Limit {
  return { count, percent, people: Math.max(count, Math.floor((people * percent) / 100)) };
}

function nameLimit({ people, count, percent }: Limit): string {
  return `the limit is ${people} (the larger of ${count} and ${percent}%)`;
}

function nameWay(total: number, canHoldBack: boolean): string {
  const holdBack = canHoldBack ? '; to apply everything else, use --no-removals' : '';
  return `If this is intended, approve the plan's removals with --allow-removals ${total}${holdBack}.`;
}
