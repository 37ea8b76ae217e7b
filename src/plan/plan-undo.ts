// The plan that takes back what a journal says was done: only what still stands as the apply left it. What has
// moved since is left alone and named. Pure; guarded like every plan.
import { pagesOf } from '../model/kinde-limits.js';
import { readValue } from '../kinds/feature-flag.js';
import type { Recheck } from '../kinds/kind.js';
import { isProtected } from '../kinds/membership.js';
import type { Change, FieldValue, RemoveMember } from '../model/change.js';
import { defaultSafety } from '../model/desired.js';
import type { Safety } from '../model/desired.js';
import type { Notice } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { arrangeUndo, thingOf } from './arrange-undo.js';
import { estimateRequests } from './estimate-requests.js';
import { findSuspended } from './find-suspended.js';
import { finishPlan, summarize } from './finish-plan.js';
import { groupBy } from '../model/group-by.js';
import { guardRemovals } from './guard-removals.js';
import type { RemovalApproval } from './guard-removals.js';
import type { GuardedOrganization } from './guarded-state.js';
import { invertChange } from './invert-change.js';
import { judgeChanges } from './judge-kept-plan.js';
import type { JudgedChange } from './judge-kept-plan.js';
import type { RecalledRun } from './recall-changes.js';
import { leftAlone, notReversible, protectedStays, tellCreated, uncheckedGuards } from './undo-notices.js';

export interface UndoInput {
  readonly domain: string;
  readonly environmentCode: string;
  readonly recalled: RecalledRun;
  /** What the recalled changes and their opposites touch, read again. */
  readonly found: Recheck;
  /** Null where there is no configuration. */
  readonly safety: Safety | null;
  readonly approval: RemovalApproval;
  readonly requests: RequestCounts;
}

/** Returns the plan of the undo. */
export function planUndo(input: UndoInput): Plan {
  const { found, safety, approval, recalled } = input;
  const sorted = sortOut(recalled, found);
  const guarded = keepProtected(sorted.changes, found, safety ?? defaultSafety);
  const changes = arrangeUndo(guarded.changes, found);
  const state = {
    safety: safety ?? defaultSafety,
    organizations: describeOrganizations(found),
    isSuspended: findSuspended(
      [...found.members.values()].map((members) => members.values()),
      found.people.values(),
    ),
    canHoldBack: false,
  };
  return finishPlan({
    formatVersion: '1',
    environment: { domain: input.domain, code: input.environmentCode },
    summary: summarize(changes, sorted.unchanged),
    changes,
    warnings: [
      ...sorted.notices,
      ...guarded.notices,
      ...tellCreated(recalled, found),
      ...(safety === null ? [uncheckedGuards()] : []),
    ],
    refusals: guardRemovals(changes, state, approval),
    ...(approval === null ? {} : { approvedRemovals: approval }),
    reads: describeReads(found),
    requests: input.requests,
    estimate: {
      requests: estimateRequests(
        changes,
        {
          organizationPages: pagesOf(found.organizations.size),
          flagPages: 1,
          reads: describeReads(found),
          memberPages: (code) => pagesOf(found.members.get(code ?? '')?.size ?? 0),
        },
        undefined,
      ),
    },
  });
}

interface SortedOut {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  /** How much is back already as it was before the apply. */
  readonly unchanged: number;
}

function sortOut(recalled: RecalledRun, found: Recheck): SortedOut {
  const typed = recalled.changes.map((change) => makeTyped(nameAsNow(change, found), found));
  const judged = withoutNewcomers(judgeChanges(typed, found), recalled).filter(
    ({ change }) => change.resource !== 'user',
  );
  const groups = groupBy(judged, ({ change }) => thingOf(change));
  const changes: Change[] = [];
  const notices: Notice[] = [];
  let unchanged = 0;
  for (const group of groups.values()) {
    const moved = group.find(({ standing }) => standing.is === 'moved');
    const standing = group.find((one) => one.standing.is === 'done');
    if (moved !== undefined) notices.push(leftAlone(moved.change, becauseOf(moved)));
    else if (standing === undefined) unchanged += 1;
    else takeBack(standing.change, { changes, notices });
  }
  return { ...dropImpossible(changes, notices, found), unchanged };
}

function becauseOf({ standing }: JudgedChange): string {
  return standing.is === 'moved' ? standing.because : '';
}

/** Somebody whose creation ended unclear is known by now, and is not to be brought back to where Kinde put them. */
function withoutNewcomers(judged: readonly JudgedChange[], recalled: RecalledRun): readonly JudgedChange[] {
  const unclear = new Set(
    recalled.changes.flatMap((change) => (change.resource === 'user' ? [change.email] : [])),
  );
  const newcomers = new Set(
    judged.flatMap(({ change }) =>
      change.resource === 'member' && change.action === 'add' && unclear.has(change.email ?? '')
        ? [change.userId]
        : [],
    ),
  );
  return judged.filter(
    ({ change }) =>
      !(change.resource === 'member' && change.action === 'remove' && newcomers.has(change.userId)),
  );
}

function takeBack(
  change: Change,
  { changes, notices }: { readonly changes: Change[]; readonly notices: Notice[] },
): void {
  const opposite = invertChange(change);
  if (opposite === null) return;
  if (opposite.resource !== 'member' && opposite.action === 'update') {
    const lost = opposite.fields.find(({ after }) => after === null);
    if (lost !== undefined) {
      notices.push(notReversible(opposite, `Kinde has no call that leaves ${lost.field} without a value.`));
      return;
    }
  }
  if (opposite.resource === 'member' && opposite.action === 'add' && opposite.roles === undefined) {
    notices.push(notReversible(opposite, 'The journal does not know the roles that were held before.'));
  }
  changes.push(opposite);
}

/** An opposite must be due as every kept change must: the person still there, the role, the handle free. */
function dropImpossible(
  changes: readonly Change[],
  notices: readonly Notice[],
  found: Recheck,
): Pick<SortedOut, 'changes' | 'notices'> {
  const judged = judgeChanges(changes, found);
  const impossible = judged.flatMap((one) =>
    one.standing.is === 'moved' ? [leftAlone(one.change, one.standing.because)] : [],
  );
  return {
    changes: judged.flatMap(({ change, standing }) => (standing.is === 'due' ? [change] : [])),
    notices: [...notices, ...impossible],
  };
}

function keepProtected(
  changes: readonly Change[],
  found: Recheck,
  safety: Safety,
): Pick<SortedOut, 'changes' | 'notices'> {
  const isKept = (change: Change): change is RemoveMember =>
    change.resource === 'member' &&
    change.action === 'remove' &&
    isProtected(found.people.get(change.userId)?.emails ?? [], safety);
  return {
    changes: changes.filter((change) => !isKept(change)),
    notices: changes.filter(isKept).map(protectedStays),
  };
}

function nameAsNow<Own extends Change>(change: Own, { organizations }: Recheck): Own {
  if (!('organization' in change)) return change;
  const live = organizations.get(change.organization.code ?? '');
  return live === undefined ? change : { ...change, organization: { code: live.code, name: live.name } };
}

/** A journal has flags as they were sent, as text; a plan has them as their type. */
function makeTyped(change: Change, { featureFlags }: Recheck): Change {
  if (change.resource !== 'environment' || change.action === 'manual') return change;
  const [{ field, before, after }] = change.fields;
  const flag = featureFlags.find(({ key }) => `featureFlags.${key}` === field);
  if (flag === undefined) return change;
  const toTyped = (value: FieldValue): FieldValue =>
    typeof value === 'string' ? readValue({ ...flag, value }) : value;
  return { ...change, fields: [{ field, before: toTyped(before), after: toTyped(after) }] };
}

/** Nobody is wanted or unwanted here: who leaves is told by the changes. */
function describeOrganizations({ organizations, members }: Recheck): readonly GuardedOrganization[] {
  return [...members].map(([code, list]) => ({
    ref: { code, name: organizations.get(code)?.name ?? code },
    members: [],
    settled: [...list.values()],
  }));
}

function describeReads({ organizations, members }: Recheck): Plan['reads'] {
  const pages = [...members.values()].reduce((sum, list) => sum + pagesOf(list.size), 0);
  return [
    ...(organizations.size === 0
      ? []
      : [{ list: 'organizations', pages: pagesOf(organizations.size), complete: true } as const]),
    ...(members.size === 0 ? [] : [{ list: 'members', lists: members.size, pages, complete: true } as const]),
  ];
}
