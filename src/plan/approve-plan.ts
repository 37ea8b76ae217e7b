// A saved plan is an approval, not an order: of a new plan, only the changes that the saved one has, too, are carried out.
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex } from '../kinds/live-index.js';
import type { KnownIds } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import { countNoun } from '../model/count-noun.js';
import { normalizeEmail } from '../model/email.js';
import type { LiveState } from '../model/live.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import { buildPlan } from './build-plan.js';
import type { PlanInput } from './build-plan.js';
import { hasManyFields, splitFields } from './split-fields.js';

export interface ApprovedPlan {
  /** What is to be carried out; refused where a saved change is overtaken. */
  readonly plan: Plan;
  /** For each change of the saved plan, what stands for it in `plan`; nothing for a change that is done already. */
  readonly carriedBy: ReadonlyMap<Change, readonly Change[]>;
}

/**
 * Returns the part of a new plan that the saved one approves. A saved change that the new plan lacks must be done already;
 * otherwise the plan is refused (`plan-overtaken`) and the refusal names what moved. Guards judge what is left, by what is
 * live now.
 */
export function approvePlan(saved: Plan, input: PlanInput): ApprovedPlan {
  const live = indexLive(toThings(input.comparison.live));
  const ids = findIds(saved.changes, live);
  const fresh = new Map(
    input.changes.flatMap((change) =>
      splitFields(change).map((part) => [keyOf(part, ids), { part, change }] as const),
    ),
  );
  const approved = new Map<Change, Set<Change>>();
  const carriers = new Map<Change, readonly Change[]>();
  const refusals: Refusal[] = [];
  const parts = saved.changes.flatMap(splitFields);
  for (const change of saved.changes) {
    const standing = splitFields(change).flatMap((part) => {
      const found = fresh.get(keyOf(part, ids));
      if (found !== undefined && isSameBefore(part, found.part)) return [found];
      const because = found === undefined ? null : explainBefore(part, found.part);
      const status = kindOf(part).status(part, live, ids, parts);
      const isByHand = part.action === 'manual';
      if (!isByHand && (because !== null || status.is !== 'done'))
        refusals.push(refuse(part, because ?? ('because' in status ? status.because : null)));
      return [];
    });
    for (const one of standing)
      approved.set(one.change, (approved.get(one.change) ?? new Set()).add(one.part));
    carriers.set(
      change,
      standing.map((one) => one.change),
    );
  }
  refusals.push(...refuseHalfMoves(input.changes, new Set(approved.keys())));
  const restricted = new Map(
    [...approved].map(([change, own]) => [change, restrict(change, [...own])] as const),
  );
  const left = input.changes.filter((change) => change.action !== 'manual' && !restricted.has(change)).length;
  const changes = input.changes.flatMap((change) =>
    change.action === 'manual' ? [change] : (restricted.get(change) ?? []),
  );
  const plan = buildPlan({ ...input, changes, notices: [...input.notices, ...notifyLeft(left)] });
  return {
    plan: refusals.length === 0 ? plan : { ...plan, refusals: [...refusals, ...plan.refusals] },
    carriedBy: new Map(
      [...carriers].map(([change, own]) => [change, own.flatMap((one) => restricted.get(one) ?? [])]),
    ),
  };
}

/** Whoever is to leave one organization and to join another must not leave it alone: nobody has approved that. */
function refuseHalfMoves(fresh: readonly Change[], approved: ReadonlySet<Change>): readonly Refusal[] {
  const leftOut = new Map(
    fresh.flatMap((change) =>
      change.action === 'add' && !approved.has(change) ? [[change.userId, change] as const] : [],
    ),
  );
  return fresh.flatMap((change) => {
    const addition =
      change.action === 'remove' && approved.has(change) ? leftOut.get(change.userId) : undefined;
    if (addition === undefined) return [];
    return [
      refuse(
        change,
        `They are now to join ${addition.organization.name}, which the saved plan does not contain.`,
      ),
    ];
  });
}

function toThings(live: LiveState): Parameters<typeof indexLive>[0] {
  const { organizations, members, people, roles, values, doubts } = live;
  const roleKeys = roles.length === 0 ? null : new Set(roles.map(({ key }) => key));
  return { organizations, members, people, roleKeys, values, partlyRead: doubts.members };
}

/** An organization or a person that was created by hand as planned counts as the one that the saved plan means. */
function findIds(saved: readonly Change[], live: LiveIndex): KnownIds {
  const none: KnownIds = { codeOf: ({ code }) => code, userIdOf: ({ userId }) => userId };
  const codes = new Map<string, string>();
  for (const change of saved) {
    if (change.action !== 'create' || !('organization' in change)) continue;
    const { name } = change.organization;
    const found = live.organizations.find((one) => one.name === name);
    if (found !== undefined && kindOf(change).status(change, live, none, saved).is === 'done')
      codes.set(name, found.code);
  }
  return {
    codeOf: ({ code, name }) => code ?? codes.get(name) ?? null,
    userIdOf: ({ userId, email }) => {
      if (userId !== null || email === null) return userId;
      const [owner, ...others] = live.ownersOf(email);
      return others.length === 0 ? (owner ?? null) : null;
    },
  };
}

/** Equal for two changes that do the same to the same thing, by the codes and ids that are known now. */
function keyOf(change: Change, ids: KnownIds): string {
  return kindOf(change).deeds(makeConcrete(change, ids)).join(' ');
}

function makeConcrete(change: Change, ids: KnownIds): Change {
  if (!('organization' in change)) return change;
  const organization = { ...change.organization, code: ids.codeOf(change.organization) };
  if (change.action === 'add') return { ...change, organization, userId: ids.userIdOf(change) };
  return { ...change, organization };
}

function isSameBefore(saved: Change, fresh: Change): boolean {
  return explainBefore(saved, fresh) === null;
}

/** Returns what was there before the saved change and is not any more; null where nothing has moved. */
function explainBefore(saved: Change, fresh: Change): string | null {
  if ('email' in saved && 'email' in fresh && saved.action !== 'create') {
    const [before, now] = [saved.email, fresh.email].map((email) => normalizeEmail(email ?? ''));
    if (before !== now) return `${saved.email ?? 'The person'} now has the address ${fresh.email ?? 'none'}.`;
  }
  if (saved.action === 'remove' && fresh.action === 'remove') {
    const [before, now] = [saved.roles, fresh.roles].map((roles) => roles?.join(', '));
    if (before === undefined || now === undefined || before === now) return null;
    return `${saved.email ?? saved.userId} in ${saved.organization.name} now has the roles ${now || 'none'}.`;
  }
  if (saved.action !== 'update' || fresh.action !== 'update') return null;
  const [was, is] = [saved, fresh].map(({ fields }) => fields.map(({ before }) => before));
  if (JSON.stringify(was) === JSON.stringify(is)) return null;
  const [words] = kindOf(fresh).describe(fresh, { isNewPerson: false });
  return `${words?.subject ?? 'A value'} was ${JSON.stringify(was?.[0])} and is now ${JSON.stringify(is?.[0])}.`;
}

/** The change with those of its fields that are approved. */
function restrict(change: Change, parts: readonly Change[]): Change {
  const [first] = parts;
  if (first === undefined || parts.length === splitFields(change).length) return change;
  if (!hasManyFields(change)) return first;
  const fields = parts.flatMap((part) => (part.action === 'update' ? part.fields : []));
  return { ...change, fields: change.fields.filter((field) => fields.includes(field)) };
}

function refuse(change: Change, because: string | null): Refusal {
  const [words] = kindOf(change).describe(change, { isNewPerson: false });
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const what = `${words?.subject ?? ''} ${words?.detail ?? ''}${where}`;
  const reason = because ?? 'The configuration no longer contains it.';
  return {
    guard: 'plan-overtaken',
    message: `The saved plan contains: ${what}. ${reason} Plan and review again.`,
    override: null,
    ...('organization' in change ? { organization: change.organization } : {}),
  };
}

function notifyLeft(count: number): readonly Notice[] {
  if (count === 0) return [];
  const what = countNoun(count, 'change is', 'changes are');
  const message = `${what} not in the saved plan and left for the next run.`;
  return [{ code: 'not-in-saved-plan', message }];
}
