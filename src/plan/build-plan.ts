// Builds a plan from a diff: it holds removals back or guards them, counts the changes and estimates requests. The plan is
// plain JSON.
import { listStayingElsewhere } from '../kinds/membership/list-staying.js';
import { countPending } from '../kinds/invitation/diff-invitations.js';
import { pagesOf } from '../model/kinde-limits.js';
import type { Base } from '../model/base.js';
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { earlierEnd } from '../model/listing-end.js';
import type { Day } from '../model/day.js';
import type { ListRead, LiveState } from '../model/live.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan, PlanSummary, RequestCounts } from '../model/plan.js';
import { findReliedLists } from './find-relied-lists.js';
import { checkStrays } from './check-strays.js';
import { estimateRequests } from './estimate-requests.js';
import { finishPlan, nameRule, summarize } from './finish-plan.js';
import { countLive, guardRemovals } from './guard-removals.js';
import type { RemovalApproval } from './guard-removals.js';
import type { GuardedOrganization } from './guarded-state.js';
import { findSuspended } from '../kinds/membership/find-suspended.js';
import { countUnmanaged, findUnmanaged, guardUnmanaged, notifyUnmanaged } from './guard-unmanaged.js';
import { guardClock } from './guard-clock.js';
import type { ClockFacts } from './guard-clock.js';
import { guardInvitations } from './guard-invitations.js';
import { guardWarnings } from './guard-warnings.js';
import { holdBackRemovals } from './hold-back-removals.js';
import { estimateSizes } from './list-sizes.js';
import type { ListSizes } from './list-sizes.js';

/** A diff with the options of the command. */
export interface PlanInput {
  /** The guards apply its removal limits beside those of the comparison. */
  readonly base?: Base;
  readonly domain: string;
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly unchanged: number;
  readonly approval: RemovalApproval;
  /** The value of `--allow-invitations`; null if absent. */
  readonly invitationApproval?: RemovalApproval;
  readonly withRemovals: boolean;
  readonly clock: ClockFacts;
  readonly requests: RequestCounts;
}

/** Returns the plan: the changes, the refusals, and the lists that were read for it. */
export function buildPlan(input: PlanInput): Plan {
  const { comparison } = input;
  const held = input.withRemovals ? { changes: input.changes, notices: [] } : holdBackRemovals(input.changes);
  const { exactDefault, notices: strays } = checkStrays(held.changes, input);
  const isSuspended = findSuspended(comparison.live.members, comparison.live.people.values());
  const organizations = comparison.organizations.map((pair) => toGuarded(pair, comparison.live));
  const sizes = sizesOf(comparison, held.changes);
  const reliedLists = findReliedLists(held.changes, { organizations, isSuspended }, sizes.fullPages);
  const baseSafety = input.base?.desired?.safety;
  const unmanaged = findUnmanaged(comparison, input.base?.desired ?? null);
  const warnings = [...input.notices, ...held.notices, ...strays, ...notifyUnmanaged(unmanaged)];
  return finishPlan({
    formatVersion: '1',
    environment: { domain: input.domain, code: comparison.live.environment.code },
    ...nameDays(comparison),
    summary: {
      ...summarize(held.changes, input.unchanged),
      ...nameInvited(comparison),
      ...countUnmanaged(unmanaged),
    },
    changes: held.changes,
    warnings,
    refusals: [
      ...guardClock(comparison.desired, input.clock),
      ...guardRemovals(
        held.changes,
        {
          safety: comparison.desired.safety,
          baseSafety,
          organizations,
          isSuspended,
          canHoldBack: true,
        },
        input.approval,
      ),
      ...guardInvitations(held.changes, comparison.desired.safety, input.invitationApproval ?? null),
      ...guardUnmanaged(unmanaged),
      ...guardWarnings(warnings, comparison.desired.safety),
    ],
    ...(input.approval === null ? {} : { approvedRemovals: input.approval }),
    ...(exactDefault === undefined ? {} : { exactDefaultOrganization: exactDefault }),
    ...(reliedLists.length === 0 ? {} : { readBeforeRemovals: reliedLists }),
    ...nameRule(held.changes, comparison.desired.safety),
    reads: comparison.live.reads,
    requests: input.requests,
    estimate: {
      requests: estimateRequests(held.changes, sizes, {
        exactDefault,
        reliedLists,
        staying: listStayingElsewhere(held.changes, comparison),
      }),
    },
  });
}

function nameInvited(comparison: Comparison): Pick<PlanSummary, 'pendingInvitations'> {
  const count = countPending(comparison);
  return count === 0 ? {} : { pendingInvitations: count };
}

function nameDays({ desired: { asOf }, organizations }: Comparison): Pick<Plan, 'asOf' | 'nextEnd'> {
  let next: Day | undefined;
  for (const { nextEnd } of organizations) next = earlierEnd(next, nextEnd);
  return { ...(asOf === undefined ? {} : { asOf }), ...(next === undefined ? {} : { nextEnd: next }) };
}

/** The facts of a plan that the lock refuses. */
export interface LockedPlanInput {
  /** Absent for an undo. */
  readonly asOf?: Day | undefined;
  readonly domain: string;
  readonly environmentCode: string;
  readonly refusal: Refusal;
  readonly reads: readonly ListRead[];
  readonly requests: RequestCounts;
}

/** Returns the plan of a configuration that is locked to another environment. Its only content is the refusal. */
export function buildLockedPlan({
  asOf,
  domain,
  environmentCode,
  refusal,
  reads,
  requests,
}: LockedPlanInput): Plan {
  return finishPlan({
    formatVersion: '1',
    environment: { domain, code: environmentCode },
    ...(asOf === undefined ? {} : { asOf }),
    summary: summarize([], 0),
    changes: [],
    warnings: [],
    refusals: [refusal],
    reads,
    requests,
    estimate: { requests: {} },
  });
}

function sizesOf({ live, organizations }: Comparison, changes: readonly Change[]): ListSizes {
  return estimateSizes(changes, {
    organizationPages: pagesOf(live.organizations.length),
    reads: live.reads,
    members: organizations.map((pair) => [pair.ref, countLive(pair)]),
  });
}

function toGuarded(
  { ref, members, unchanged }: OrganizationPair,
  live: Pick<LiveState, 'members'>,
): GuardedOrganization {
  if (members === null) return { ref, members, unchanged: live.members.get(ref.code ?? '') ?? [] };
  const isNobodyWanted = members.every(({ live, desired }) => live === null || desired === null);
  return { ref, members, unchanged, isEmptied: unchanged.length === 0 && isNobodyWanted };
}
