// Plans the undo of a journal: it inverts only changes whose result still stands. A notice names each change whose result has
// changed since. The guards apply as to every plan.
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex, LiveThings } from '../kinds/live-index.js';
import { kindOf, kinds } from '../kinds/registry.js';
import type { KnownIds } from '../kinds/kind.js';
import { markSessions } from '../kinds/membership/mark-access.js';
import { findCreated } from '../kinds/organization/organization-status.js';
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import { defaultSafety } from '../model/desired.js';
import type { Safety } from '../model/desired.js';
import { pagesOf } from '../model/kinde-limits.js';
import type { Notice } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { findReliedLists } from './find-relied-lists.js';
import { estimateRequests } from './estimate-requests.js';
import { findSuspended } from '../kinds/membership/find-suspended.js';
import { finishPlan, nameRule, summarize } from './finish-plan.js';
import { guardRemovals } from './guard-removals.js';
import type { RemovalApproval } from './guard-removals.js';
import type { GuardedOrganization } from './guarded-state.js';
import { invertChanges, keepProtected } from './invert-changes.js';
import { estimateSizes } from './list-sizes.js';
import type { ListSizes } from './list-sizes.js';
import type { RecalledRun } from './recall-changes.js';
import { splitFields } from './split-fields.js';

/** The recalled changes, the live state and the options of the command. */
export interface UndoInput {
  readonly domain: string;
  readonly environmentCode: string;
  readonly recalled: RecalledRun;
  /** The live resources that the recalled changes touch. */
  readonly things: LiveThings;
  /** Null without a configuration. */
  readonly safety: Safety | null;
  readonly approval: RemovalApproval;
  readonly requests: RequestCounts;
}

/** Returns the plan that inverts the recalled changes. */
export function planUndo(input: UndoInput): Plan {
  const { things, approval, recalled } = input;
  const safety = input.safety ?? defaultSafety;
  const live = indexLive(things);
  const ids = createKnownIds(recalled, live);
  const inverted = invertChanges(
    { changes: recalled.changes.flatMap(splitFields), unclaimed: recalled.unclaimed },
    live,
    ids,
  );
  const kept = keepProtected(inverted.changes, live, safety);
  const changes = markSessions(arrange(kept.changes, live), safety.endSessions);
  const isSuspended = findSuspended(things.members, things.people.values());
  const state = { organizations: describeOrganizations(things), isSuspended };
  const sizes = sizesOf(things, changes);
  const reliedLists = findReliedLists(changes, state, sizes.fullPages);
  return finishPlan({
    formatVersion: '1',
    environment: { domain: input.domain, code: input.environmentCode },
    summary: summarize(changes, inverted.unchanged),
    changes,
    warnings: [
      ...inverted.notices,
      ...kept.notices,
      ...notifyCreated(inverted.created, live, ids),
      ...(input.safety === null ? [uncheckedGuards] : []),
    ],
    refusals: guardRemovals(changes, { ...state, safety, canHoldBack: false }, approval),
    ...(approval === null ? {} : { approvedRemovals: approval }),
    ...(reliedLists.length === 0 ? {} : { readBeforeRemovals: reliedLists }),
    ...nameRule(changes, safety),
    reads: sizes.reads,
    requests: input.requests,
    estimate: { requests: estimateRequests(changes, sizes, { reliedLists, staying: [] }) },
  });
}

function notifyCreated(created: readonly Change[], live: LiveIndex, ids: KnownIds): readonly Notice[] {
  return kinds.flatMap((kind) => {
    const own = created.filter((change) => kind.owns(change));
    return kind.notifyCreated(own, live, ids);
  });
}

function sizesOf(things: LiveThings, changes: readonly Change[]): ListSizes {
  return estimateSizes(changes, {
    organizationPages: pagesOf(things.organizations.length),
    reads: describeReads(things),
    members: [...things.members].map(([code, { length }]) => [{ code, name: '' }, length]),
  });
}

/** The journal knows the ids of created resources; for a creation with an unclear outcome, the live state does. */
function createKnownIds({ changes, codes, people }: RecalledRun, live: LiveIndex): KnownIds {
  const created = new Map(
    changes.flatMap((change) =>
      change.action === 'create' && 'organization' in change
        ? [[organizationKey(change.organization), change] as const]
        : [],
    ),
  );
  return {
    codeOf: (ref) => {
      const known = ref.code ?? codes.get(organizationKey(ref));
      if (known !== undefined) return known;
      const creation = created.get(organizationKey(ref));
      if (creation !== undefined) return findCreated(creation, live.organizations)?.code ?? null;
      const [found, ...others] = live.organizations.filter(({ name }) => name === ref.name);
      return others.length === 0 ? (found?.code ?? null) : null;
    },
    userIdOf: ({ userId, email }) => {
      const known = userId ?? people.get(email ?? '');
      if (known !== undefined || email === null) return known ?? null;
      return live.ownerOf(email);
    },
  };
}

/** Returns the changes combined by resource, in the order of every plan. */
function arrange(changes: readonly Change[], live: LiveIndex): readonly Change[] {
  return kinds.flatMap((kind) => {
    const own = kind.combine(
      changes.filter((change) => kind.owns(change)),
      live,
    );
    return own.toSorted((one, other) => compareText(sortKey(one), sortKey(other)));
  });
}

function sortKey(change: Change): string {
  const where =
    'organization' in change ? `${change.organization.name} ${change.organization.code ?? ''}` : '';
  const who = 'email' in change ? (change.email ?? '') : '';
  return `${change.action} ${where} ${who} ${kindOf(change).deeds(change).join(' ')}`;
}

const uncheckedGuards: Notice = {
  code: 'guards-unchecked',
  message:
    'Without a configuration, undo does not check safety.protect, safety.keepHolder and the lock, and the default limit for removals applies (5 people or 25%). Give the configuration with -c.',
};

/** An undo has no desired members, so all live members count as unchanged; the changes alone say who leaves. */
function describeOrganizations({ organizations, members }: LiveThings): readonly GuardedOrganization[] {
  const names = new Map(organizations.map(({ code, name }) => [code, name]));
  return [...members].map(([code, list]) => ({
    ref: { code, name: names.get(code) ?? code },
    members: [],
    unchanged: list,
  }));
}

function describeReads({ organizations, members, invitations }: LiveThings): Plan['reads'] {
  const pages = [...members.values()].reduce((sum, list) => sum + pagesOf(list.length), 0);
  return [
    ...(organizations.length === 0
      ? []
      : [{ list: 'organizations', pages: pagesOf(organizations.length), complete: true } as const]),
    ...(members.size === 0 ? [] : [{ list: 'members', lists: members.size, pages, complete: true } as const]),
    ...(invitations === undefined
      ? []
      : [{ list: 'invitations', lists: invitations.size, pages: invitations.size, complete: true } as const]),
  ];
}
