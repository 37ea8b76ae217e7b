// Holds a kept plan against what it touches, read again: what is still due, what somebody has done meanwhile, and
// what has moved, so that the plan must not be applied.
import type { Recheck, Standing } from '../kinds/kind.js';
import { kinds } from '../kinds/registry.js';
import { done } from '../kinds/standings.js';
import type { AddMember, Change, OrganizationRef } from '../model/change.js';
import { InternalError } from '../model/errors.js';
import type { Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';

export interface JudgedPlan {
  /** What is left to do, in the plan's order, with the codes and ids that are known by now. */
  readonly due: readonly { readonly change: Change; readonly position: number }[];
  /** One for each change that was overtaken; with any of them nothing may be written. */
  readonly refusals: readonly Refusal[];
}

/** Returns how every change of the plan stands, in one list to do and one that forbids it. */
export function judgeKeptPlan({ changes }: Plan, found: Recheck): JudgedPlan {
  const judged = judgeChanges(changes, found).map((one, position) => ({ ...one, position }));
  return {
    due: judged.filter(({ standing }) => standing.is === 'due'),
    refusals: judged.flatMap(({ change, standing }) =>
      standing.is === 'moved' ? [refuse(change, standing.because)] : [],
    ),
  };
}

/** A change with the codes and ids that are known by now, and how it stands. */
export interface JudgedChange {
  readonly change: Change;
  readonly standing: Standing;
}

/** Returns how each change stands, in their order. */
export function judgeChanges(changes: readonly Change[], found: Recheck): readonly JudgedChange[] {
  const learnt = learn(changes, found);
  return changes.map((change) => {
    const known = makeConcrete(change, learnt);
    return known === null
      ? { change, standing: done }
      : { change: known, standing: standingOf(known, found, changes) };
  });
}

/** What somebody has created meanwhile, just as the plan wanted it. */
interface Learnt {
  /** Codes of organizations, by name. */
  readonly codes: ReadonlyMap<string, string>;
  /** Ids of people, by address. */
  readonly people: ReadonlyMap<string, string>;
}

function learn(changes: readonly Change[], found: Recheck): Learnt {
  const codes = new Map<string, string>();
  const people = new Map<string, string>();
  for (const change of changes) {
    if (change.action !== 'create' || standingOf(change, found, changes).is !== 'done') continue;
    if (change.resource === 'organization') {
      const { name } = change.organization;
      const live = [...found.organizations.values()].find((one) => one.name === name);
      if (live !== undefined) codes.set(name, live.code);
    } else {
      const owner = [...found.people.values()].find(({ emails }) => emails.includes(change.email));
      if (owner !== undefined) people.set(change.email, owner.userId);
    }
  }
  return { codes, people };
}

/** The change with what is known by now; null for a creation that somebody has done. */
function makeConcrete(change: Change, learnt: Learnt): Change | null {
  if (change.resource === 'environment') return change;
  if (change.resource === 'user') return learnt.people.has(change.email) ? null : change;
  const organization = makeConcreteRef(change.organization, learnt);
  if (change.resource === 'organization') {
    return change.action === 'create' && organization.code !== null ? null : { ...change, organization };
  }
  return change.action === 'add'
    ? makeConcreteAddition({ ...change, organization }, learnt)
    : { ...change, organization };
}

function makeConcreteRef(ref: OrganizationRef, { codes }: Learnt): OrganizationRef {
  return ref.code === null ? { ...ref, code: codes.get(ref.name) ?? null } : ref;
}

function makeConcreteAddition(change: AddMember, { people }: Learnt): AddMember {
  return { ...change, userId: change.userId ?? people.get(change.email ?? '') ?? null };
}

function standingOf(change: Change, found: Recheck, changes: readonly Change[]): Standing {
  for (const kind of kinds) {
    const standing = kind.standingOf(change, found, changes);
    if (standing !== null) return standing;
  }
  throw new InternalError(`No kind owns the change ${change.action} ${change.resource}.`);
}

function refuse(change: Change, because: string): Refusal {
  return {
    guard: 'plan-overtaken',
    message: `${because} The plan was made before that; plan and review again.`,
    override: null,
    ...('organization' in change ? { organization: change.organization } : {}),
  };
}
