// The guards against wrong removals: too many members, all members, or the last holder of a role. They return refusals for
// a finished list of changes and do not alter it.
import type { Change, RemoveMember } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import { countNoun, formatCount } from '../model/text/count-noun.js';
import type { RemovalLimit } from '../model/desired.js';
import { groupBy } from '../model/group-by.js';
import type { Refusal } from '../model/notice.js';
import { describeRest } from './describe-rest.js';
import { guardHolders } from './guard-holders.js';
import type { GuardedOrganization, GuardedState } from './guarded-state.js';

/** The value of `--allow-removals`: null without the option, `any` for `all`, else the number. */
export type RemovalApproval = number | 'any' | null;

/** Returns every refusal of these changes. Without one, they may be applied. */
export function guardRemovals(
  changes: readonly Change[],
  state: GuardedState,
  approval: RemovalApproval,
): readonly Refusal[] {
  const all = changes.filter((change) => change.action === 'remove');
  // The removal of a leaver is a stated wish, which the limits do not count.
  const removals = all.filter(({ leaver }) => leaver !== true);
  const total = all.length;
  return [
    ...guardApproval(total, approval),
    ...(approval === null
      ? [...guardCounts(removals, { state, all }), ...guardPeople(removals, state, total)]
      : []),
    ...guardHolders(changes, state),
  ];
}

/** A number approves exactly that many removals, so that a reviewed plan can't grow or shrink unseen. */
function guardApproval(count: number, approval: RemovalApproval): readonly Refusal[] {
  if (typeof approval !== 'number' || approval === count) return [];
  const reason = `${countNoun(approval, 'removal is', 'removals are')} approved, but this plan has ${count}.`;
  const way = `Review the plan. If it is right, use --allow-removals ${count}.`;
  return [refuseRemovals('approved-removals', reason, way)];
}

function refuseRemovals(guard: Refusal['guard'], reason: string, way: string): Refusal {
  return { guard, message: `${reason} ${way}`, reason, override: '--allow-removals' };
}

function guardCounts(
  removals: readonly RemoveMember[],
  { state, all }: { readonly state: GuardedState; readonly all: readonly RemoveMember[] },
): readonly Refusal[] {
  const lost = countByOrganization(removals);
  const gone = groupBy(all, ({ organization }) => organizationKey(organization));
  return state.organizations.flatMap((pair) => {
    const count = lost.get(organizationKey(pair.ref)) ?? 0;
    const before = countLive(pair) - countLeavers(pair);
    const isEmptied = pair.isEmptied === true || count >= before;
    const limit = strictestLimit(before, 'maxRemovals', state);
    if (count === 0 || (!isEmptied && count <= limit.people)) return [];
    const lostWords = isEmptied
      ? `${count === 1 ? 'the only one' : `all ${formatCount(count)}`} of its members who can be removed.`
      : `${formatCount(count)} of its ${formatCount(before)} members. ${nameLimit(limit, 'members')}`;
    const stay = describeRest(pair, gone.get(organizationKey(pair.ref)) ?? [], state);
    const reason = `${pair.ref.name} would lose ${lostWords}${stay}`;
    const way = nameWay(all.length, state.canHoldBack);
    const refusal = refuseRemovals('max-removals', reason, way);
    return [{ ...refusal, organization: pair.ref }];
  });
}

/** Returns the number of members before the plan; 0 for an organization whose membership is not managed. */
export function countLive({
  members,
  unchanged,
}: Pick<GuardedOrganization, 'members' | 'unchanged'>): number {
  return (members ?? []).reduce((sum, { live }) => sum + (live === null ? 0 : 1), unchanged.length);
}

function countLeavers({ members }: Pick<GuardedOrganization, 'members'>): number {
  return (members ?? []).filter(({ leaver }) => leaver !== undefined).length;
}

function countByOrganization(removals: readonly RemoveMember[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { organization } of removals) {
    const key = organizationKey(organization);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** An emptied group removes few people from each of many organizations, which the limit of one organization misses. */
function guardPeople(
  removals: readonly RemoveMember[],
  state: GuardedState,
  total: number,
): readonly Refusal[] {
  const people = new Set(removals.map(({ userId }) => userId)).size;
  const limitOf = (managed: number): Limit => strictestLimit(managed, 'maxRemovedPeople', state);
  const managed = countManaged(state.organizations, (count) => people <= limitOf(count).people);
  const limit = limitOf(managed);
  if (people <= limit.people) return [];
  const reason = `${formatCount(people)} of the ${formatCount(managed)} people in the managed organizations would be removed from one or more of them. ${nameLimit(limit, 'people')}`;
  return [refuseRemovals('max-removed-people', reason, nameWay(total, state.canHoldBack))];
}

/** Returns the number of people, or the first number that `isEnough`: counting everyone is slow. */
function countManaged(
  organizations: readonly GuardedOrganization[],
  isEnough: (count: number) => boolean,
): number {
  const people = new Set<string>();
  for (const { unchanged, members } of organizations) {
    if (isEnough(people.size)) break;
    if (members === null) continue;
    for (const { userId } of unchanged) people.add(userId);
    for (const { live } of members) if (live !== null) people.add(live.userId);
  }
  return people.size;
}

interface Limit extends RemovalLimit {
  /** The number of people who may be removed. */
  readonly people: number;
}

/** Returns the lower of the limits of the configuration and its base for this number of people. */
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

function nameLimit({ people, count, percent }: Limit, noun: string): string {
  const most = `One plan may remove at most ${formatCount(people)}`;
  const share = `${percent}% of the ${noun}`;
  return people === count ? `${most}, or ${share} if that is more.` : `${most}, which is ${share}.`;
}

function nameWay(total: number, canHoldBack: boolean): string {
  const holdBack = canHoldBack ? ' To apply everything else, use --no-removals.' : '';
  return `If this is intended, approve the plan's removals with --allow-removals ${total}.${holdBack}`;
}
