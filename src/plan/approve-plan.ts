// A saved plan is an approval, not an order. The approved plan is the part of a new plan that the saved plan contains, too.
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex } from '../kinds/live-index.js';
import type { KnownIds } from '../kinds/kind.js';
import { isPrivate } from '../kinds/change-words.js';
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

/** The approved part of a new plan, and how it maps to the saved plan. */
export interface ApprovedPlan {
  /** The changes to apply. It is refused if a saved change is overtaken. */
  readonly plan: Plan;
  /** The changes of `plan` that carry out each saved change. The list is empty for a change that is done already. */
  readonly carriedBy: ReadonlyMap<Change, readonly Change[]>;
}

/**
 * Returns the part of a new plan that the saved plan approves. A saved change that the new plan lacks must be done already.
 * Otherwise the plan is refused (`plan-overtaken`), and the refusal names the value that changed. The guards check the
 * approved changes against the live state of now.
 */
export function approvePlan(saved: Plan, input: PlanInput): ApprovedPlan {
  const live = indexLive(toThings(input.comparison.live));
  const state = { live, ids: findIds(saved.changes, live), saved: saved.changes.flatMap(splitFields) };
  const { carriers, refusals: overtaken } = matchSaved(saved.changes, input.changes, state);
  const restricted = restrictAll([...carriers.values()].flat());
  const refusals = [...overtaken, ...guardHalfMoves(input.changes, restricted)];
  const isLeft = (change: Change): boolean => change.action !== 'manual' && !restricted.has(change);
  const changes = input.changes.flatMap((change) =>
    change.action === 'manual' ? [change] : (restricted.get(change) ?? []),
  );
  const notices = [...input.notices, ...notifyLeft(input.changes.filter(isLeft).length)];
  const plan = buildPlan({ ...input, changes, notices });
  return {
    plan: refusals.length === 0 ? plan : { ...plan, refusals: [...refusals, ...plan.refusals] },
    carriedBy: new Map(
      [...carriers].map(([change, own]) => [change, own.flatMap((one) => restricted.get(one.change) ?? [])]),
    ),
  };
}

/** A part of a new change that carries out a part of a saved change. */
interface Carrier {
  readonly change: Change;
  readonly part: Change;
}

interface SavedState {
  readonly live: LiveIndex;
  readonly ids: KnownIds;
  /** All saved changes, split by field. */
  readonly saved: readonly Change[];
}

function matchSaved(
  saved: readonly Change[],
  fresh: readonly Change[],
  state: SavedState,
): { readonly carriers: ReadonlyMap<Change, readonly Carrier[]>; readonly refusals: readonly Refusal[] } {
  const byKey = new Map(
    fresh.flatMap((change) =>
      splitFields(change).map((part) => [keyOf(part, state.ids), { part, change }] as const),
    ),
  );
  const refusals: Refusal[] = [];
  const findCarrier = (part: Change): readonly Carrier[] => {
    const found = byKey.get(keyOf(part, state.ids));
    if (found !== undefined && isSameBefore(part, found.part)) return [found];
    refusals.push(...guardOvertaken(part, found?.part, state));
    return [];
  };
  const carriers = new Map(saved.map((change) => [change, splitFields(change).flatMap(findCarrier)]));
  return { carriers, refusals };
}

/** Returns a refusal for a saved change without a carrier, unless it is done already or manual. */
function guardOvertaken(
  part: Change,
  found: Change | undefined,
  { live, ids, saved }: SavedState,
): readonly Refusal[] {
  if (part.action === 'manual') return [];
  const because = found === undefined ? null : explainBefore(part, found);
  const status = kindOf(part).status(part, live, ids, saved);
  if (because === null && status.is === 'done') return [];
  return [refuse(part, because ?? ('because' in status ? status.because : null))];
}

/** Returns a refusal for each approved removal of a person who is now to join another organization without approval. */
function guardHalfMoves(
  fresh: readonly Change[],
  approved: ReadonlyMap<Change, unknown>,
): readonly Refusal[] {
  const leftOut = new Map(
    fresh.flatMap((change) =>
      change.action === 'add' && !approved.has(change) ? [[change.userId, change] as const] : [],
    ),
  );
  return fresh.flatMap((change) => {
    if (change.action !== 'remove' || !approved.has(change)) return [];
    const addition = leftOut.get(change.userId);
    if (addition === undefined) return [];
    const name = addition.organization.name;
    return [refuse(change, `They are now to join ${name}, which the saved plan does not contain.`)];
  });
}

/** Returns the new changes with only their approved fields, by new change. */
function restrictAll(carriers: readonly Carrier[]): ReadonlyMap<Change, Change> {
  const approved = new Map<Change, Set<Change>>();
  for (const { change, part } of carriers)
    approved.set(change, (approved.get(change) ?? new Set()).add(part));
  return new Map([...approved].map(([change, parts]) => [change, restrict(change, [...parts])]));
}

function toThings(live: LiveState): Parameters<typeof indexLive>[0] {
  const { organizations, members, people, roles, values, doubts } = live;
  const roleKeys = roles.length === 0 ? null : new Set(roles.map(({ key }) => key));
  return { organizations, members, people, roleKeys, values, partlyRead: doubts.members };
}

/** An organization or person that was created by hand as planned counts as the one of the saved plan. */
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

/** Returns one key for all changes that do the same to the same resource, by the codes and ids that are known now. */
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

/** Returns the sentence on a former value that has changed since the saved plan; null if no value has changed. */
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
  if (isPrivate(saved) || isPrivate(fresh))
    return `${words?.subject ?? 'A value'} has another private value now.`;
  return `${words?.subject ?? 'A value'} was ${JSON.stringify(was?.[0])} and is now ${JSON.stringify(is?.[0])}.`;
}

/** Returns the change with only its approved fields. */
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
