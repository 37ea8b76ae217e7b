// The plan that takes back what a journal records: only changes that still stand as the apply left them. A change that
// has moved since is left alone and named. Pure; guarded like every plan.
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex, LiveThings } from '../kinds/live-index.js';
import { isIdentified, isProtected } from '../kinds/membership/judge-leaving.js';
import { explainPartlyRead } from '../kinds/membership/membership.js';
import { kindOf, kinds } from '../kinds/registry.js';
import type { KnownIds } from '../kinds/kind.js';
import { organizationKey } from '../model/change.js';
import type { AddMember, Change, RemoveMember } from '../model/change.js';
import { compareText } from '../model/compare-text.js';
import { defaultSafety } from '../model/desired.js';
import type { Safety } from '../model/desired.js';
import { pagesOf } from '../model/kinde-limits.js';
import type { Notice } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { findReliedLists } from './find-relied-lists.js';
import { estimateRequests } from './estimate-requests.js';
import { findSuspended } from './find-suspended.js';
import { finishPlan, summarize } from './finish-plan.js';
import { guardRemovals } from './guard-removals.js';
import type { RemovalApproval } from './guard-removals.js';
import type { GuardedOrganization } from './guarded-state.js';
import type { RecalledRun } from './recall-changes.js';
import { splitFields } from './split-fields.js';

export interface UndoInput {
  readonly domain: string;
  readonly environmentCode: string;
  readonly recalled: RecalledRun;
  /** What the recalled changes touch, read again. */
  readonly things: LiveThings;
  /** Null where there is no configuration. */
  readonly safety: Safety | null;
  readonly approval: RemovalApproval;
  readonly requests: RequestCounts;
}

/** Returns the plan of the undo. */
export function planUndo(input: UndoInput): Plan {
  const { things, approval, recalled } = input;
  const safety = input.safety ?? defaultSafety;
  const live = indexLive(things);
  const ids = findIds(recalled, live);
  const inverted = invertAll(recalled.changes.flatMap(splitFields), live, ids);
  const kept = keepProtected(inverted.changes, live, safety);
  const changes = arrange(kept.changes, live);
  const reads = describeReads(things);
  const isSuspended = findSuspended(things.members.values(), things.people.values());
  const organizations = describeOrganizations(things);
  const memberPages = (code: string | null) => pagesOf(things.members.get(code ?? '')?.length ?? 0);
  const organizationPages = pagesOf(things.organizations.length);
  const sizes = { organizationPages, reads, memberPages, fullPages: memberPages };
  const reliedLists = findReliedLists(changes, { organizations, isSuspended }, memberPages);
  return finishPlan({
    formatVersion: '1',
    environment: { domain: input.domain, code: input.environmentCode },
    summary: summarize(changes, inverted.unchanged),
    changes,
    warnings: [
      ...inverted.notices,
      ...kept.notices,
      ...kinds.flatMap((kind) =>
        kind.notifyCreated(
          inverted.created.filter((one) => kind.owns(one)),
          live,
          ids,
        ),
      ),
      ...(input.safety === null ? [uncheckedGuards] : []),
    ],
    refusals: guardRemovals(
      changes,
      {
        safety,
        organizations,
        isSuspended,
        canHoldBack: false,
      },
      approval,
    ),
    ...(approval === null ? {} : { approvedRemovals: approval }),
    ...(reliedLists.length === 0 ? {} : { readBeforeRemovals: reliedLists }),
    reads,
    requests: input.requests,
    estimate: { requests: estimateRequests(changes, sizes, { reliedLists }) },
  });
}

/** The journal tells the ids of what the run created; of a creation that ended unclear, Kinde does. */
function findIds({ codes, people }: RecalledRun, live: LiveIndex): KnownIds {
  return {
    codeOf: (ref) => {
      const known = ref.code ?? codes.get(organizationKey(ref));
      return known ?? live.organizations.find(({ name }) => name === ref.name)?.code ?? null;
    },
    userIdOf: ({ userId, email }) => {
      const known = userId ?? people.get(email ?? '');
      if (known !== undefined || email === null) return known ?? null;
      const [owner, ...others] = live.ownersOf(email);
      return others.length === 0 ? (owner ?? null) : null;
    },
  };
}

interface Inverted {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly created: readonly Change[];
  /** How much is already as it was before the apply. */
  readonly unchanged: number;
}

function invertAll(recalled: readonly Change[], live: LiveIndex, ids: KnownIds): Inverted {
  const opposites: Change[] = [];
  const notices: Notice[] = [];
  const created: Change[] = [];
  let unchanged = 0;
  for (const change of recalled.map((one) => nameAsNow(one, live, ids))) {
    const kind = kindOf(change);
    const inversion = kind.invert(change, live, ids);
    const status = kind.status(change, live, ids, recalled);
    if (inversion === null) created.push(...(status.is === 'pending' ? [] : [change]));
    else if (status.is === 'conflict') notices.push(notifyLeftAlone(change, status.because));
    else if (status.is === 'pending' && mayHide(change, live, ids))
      notices.push(notifyLeftAlone(change, explainPartlyRead(change.organization)));
    else if (status.is === 'pending') unchanged += 1;
    else if ('irreversible' in inversion) notices.push(notifyIrreversible(change, inversion.irreversible));
    else {
      opposites.push(inversion.change);
      if (inversion.lost !== undefined) notices.push(notifyIrreversible(change, inversion.lost));
    }
  }
  // An opposite must be possible, too: the person still there, the role, the handle free.
  const changes = opposites.filter((change) => {
    const status = kindOf(change).status(change, live, ids, opposites);
    if (status.is === 'conflict') notices.push(notifyLeftAlone(change, status.because));
    return status.is === 'pending';
  });
  return { changes, notices, created, unchanged };
}

/** Returns whether somebody whom the apply added, and whom the list does not show, may be in it all the same. */
function mayHide(change: Change, live: LiveIndex, ids: KnownIds): change is AddMember {
  return change.action === 'add' && live.isPartlyRead(ids.codeOf(change.organization));
}

function nameAsNow<Own extends Change>(change: Own, live: LiveIndex, ids: KnownIds): Own {
  if (!('organization' in change)) return change;
  const found = live.organization(ids.codeOf(change.organization));
  return found === undefined ? change : { ...change, organization: { code: found.code, name: found.name } };
}

function keepProtected(
  changes: readonly Change[],
  live: LiveIndex,
  safety: Safety,
): Pick<Inverted, 'changes' | 'notices'> {
  const isHidden = ({ userId }: RemoveMember): boolean => !isIdentified(live.person(userId));
  const isKept = (change: Change): change is RemoveMember =>
    change.action === 'remove' &&
    safety.protect.length > 0 &&
    (isHidden(change) || isProtected(live.person(change.userId)?.emails ?? [], safety));
  return {
    changes: changes.filter((change) => !isKept(change)),
    notices: changes.filter(isKept).map((change) => {
      const { email, userId, organization } = change;
      const hidden = isHidden(change);
      const why = hidden ? 'because Kinde does not show all of their addresses' : 'because of safety.protect';
      const message = `${email ?? userId} was added to ${organization.name} by the apply, but stays ${why}.`;
      return { code: hidden ? 'unidentified-member' : 'protected-member', message, ...aboutOf(change) };
    }),
  };
}

/** Returns the changes in the form and the order that every plan has. */
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

function notifyLeftAlone(change: Change, because: string): Notice {
  const message = `${because} This is not the state that the apply left, so undo does not change it.`;
  return { code: 'moved-since', message, ...aboutOf(change) };
}

function notifyIrreversible(change: Change, because: string): Notice {
  const [words] = kindOf(change).describe(change, { isNewPerson: false });
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const message = `${words?.subject ?? 'A change'}${where}: ${because} Change it by hand.`;
  return { code: 'not-reversible', message, ...aboutOf(change) };
}

const uncheckedGuards: Notice = {
  code: 'guards-unchecked',
  message:
    'Without a configuration, undo does not check safety.protect, safety.keepHolder and the lock, and the default limit for removals applies (5 people or 25%). Give the configuration with -c.',
};

function aboutOf(change: Change): Pick<Notice, 'organization' | 'email' | 'source'> {
  const { source } = change;
  if (!('organization' in change)) return { source };
  const { organization } = change;
  const email = 'email' in change && change.email !== null ? { email: change.email } : {};
  return { organization, ...email, source };
}

/** Nobody is wanted or unwanted here: the changes tell who leaves. */
function describeOrganizations({ organizations, members }: LiveThings): readonly GuardedOrganization[] {
  const names = new Map(organizations.map(({ code, name }) => [code, name]));
  return [...members].map(([code, list]) => ({
    ref: { code, name: names.get(code) ?? code },
    members: [],
    settled: list,
  }));
}

function describeReads({ organizations, members }: LiveThings): Plan['reads'] {
  const pages = [...members.values()].reduce((sum, list) => sum + pagesOf(list.length), 0);
  return [
    ...(organizations.length === 0
      ? []
      : [{ list: 'organizations', pages: pagesOf(organizations.length), complete: true } as const]),
    ...(members.size === 0 ? [] : [{ list: 'members', lists: members.size, pages, complete: true } as const]),
  ];
}
