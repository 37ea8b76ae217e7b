// A saved plan is an approval, not an order. The approved plan is the part of a new plan that the saved plan contains, too.
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex } from '../kinds/live-index.js';
import type { KnownIds } from '../kinds/kind.js';
import { endsSessions } from '../kinds/membership/mark-access.js';
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import { countNoun } from '../model/text/count-noun.js';
import type { LiveState } from '../model/live.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import { buildPlan } from './build-plan.js';
import type { PlanInput } from './build-plan.js';
import { explainBefore, prepareEnds } from './explain-overtaken.js';
import { chooseLate, endLate, notifyLate } from './end-sessions-late.js';
import { guardHalves, refuse } from './guard-halves.js';
import { guardLeftEntities } from './guard-left-entities.js';
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
  const state: SavedState = {
    live,
    ids: createKnownIds(saved.changes, live),
    saved: saved.changes.flatMap(splitFields),
    explainEnd: prepareEnds(saved, input.comparison),
  };
  const { carriers, refusals: overtaken } = matchSaved(saved.changes, input.changes, state);
  const restricted = restrictAll([...carriers.values()].flat());
  const refusals = [
    ...overtaken,
    ...guardHalves(input.changes, restricted),
    ...guardLeftEntities(input.changes, restricted),
  ];
  const isLeft = (change: Change): boolean => change.action !== 'manual' && !restricted.has(change);
  const changes = input.changes.flatMap((change) =>
    change.action === 'manual' ? [change] : (restricted.get(change) ?? []),
  );
  const doneBefore = saved.changes.filter((change) => carriers.get(change)?.length === 0);
  const before = [...(saved.madeBefore ?? []), ...doneBefore].filter(endsSessions);
  const late = refusals.length === 0 ? chooseLate(before, input.comparison, input.changes) : [];
  const notices = [
    ...input.notices,
    ...notifyLeft(input.changes.filter(isLeft).length),
    ...notifyLate(late, changes),
  ];
  const plan = endLate(buildPlan({ ...input, changes, notices }), late, input.comparison);
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
  /** Returns the sentence on the ended listing that explains why the new plan lacks a change; null without one. */
  readonly explainEnd: (change: Change) => string | null;
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
  { live, ids, saved, explainEnd }: SavedState,
): readonly Refusal[] {
  if (part.action === 'manual') return [];
  const because = found === undefined ? null : explainBefore(part, found);
  const status = kindOf(part).status(part, live, ids, saved);
  if (because === null && status.is === 'done') return [];
  return [refuse(part, because ?? ('because' in status ? status.because : explainEnd(part)))];
}

/** Returns the new changes with only their approved fields, by new change. */
function restrictAll(carriers: readonly Carrier[]): ReadonlyMap<Change, Change> {
  const approved = new Map<Change, Set<Change>>();
  for (const { change, part } of carriers)
    approved.set(change, (approved.get(change) ?? new Set()).add(part));
  return new Map([...approved].map(([change, parts]) => [change, restrict(change, [...parts])]));
}

function toThings(live: LiveState): Parameters<typeof indexLive>[0] {
  const { organizations, members, people, roles, values, entities, doubts, invitations } = live;
  const roleKeys = roles.length === 0 ? null : new Set(roles.map(({ key }) => key));
  const things = { organizations, members, people, roleKeys, values, partlyRead: doubts.members };
  return {
    ...things,
    ...(entities === undefined ? {} : { entities }),
    ...(invitations === undefined ? {} : { invitations }),
  };
}

/** An organization or person that was created by hand as planned counts as the one of the saved plan. */
function createKnownIds(saved: readonly Change[], live: LiveIndex): KnownIds {
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
    userIdOf: ({ userId, email }) => (userId !== null || email === null ? userId : live.ownerOf(email)),
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

/** Returns the change with only its approved fields. */
function restrict(change: Change, parts: readonly Change[]): Change {
  const [first] = parts;
  if (first === undefined || parts.length === splitFields(change).length) return change;
  if (!hasManyFields(change)) return first;
  const fields = parts.flatMap((part) => (part.action === 'update' ? part.fields : []));
  return { ...change, fields: change.fields.filter((field) => fields.includes(field)) };
}

function notifyLeft(count: number): readonly Notice[] {
  if (count === 0) return [];
  const what = countNoun(count, 'change is', 'changes are');
  const message = `${what} not in the saved plan and left for the next run.`;
  return [{ code: 'not-in-saved-plan', message, count }];
}
