// The product's story as code: load and validate (load-configuration.ts), read, diff, plan; apply and verify follow
// in carry-out.ts. Nothing else is here.
import { callRoll } from './diff/call-roll.js';
import type { RollCall } from './diff/call-roll.js';
import { checkDesired, checkDoubles } from './diff/check-desired.js';
import { checkBase, diffBase } from './diff/diff-base.js';
import type { BaseDiff } from './diff/diff-base.js';
import { diffStates } from './diff/diff-states.js';
import type { StateDiff } from './diff/diff-states.js';
import { matchOrganizations } from './kinds/match-organizations.js';
import type { KindeConnection } from './kinde/connect-kinde.js';
import { workInTurns } from './load/take-turns.js';
import type { Base } from './model/base.js';
import type { ReadClient } from './model/client.js';
import type { DesiredState } from './model/desired.js';
import type { Diagnostic } from './model/diagnostic.js';
import { ConfigurationError } from './model/errors.js';
import type { LiveEnvironment } from './model/live.js';
import type { Plan } from './model/plan.js';
import { buildLockedPlan, buildPlan } from './plan/build-plan.js';
import type { PlanInput } from './plan/build-plan.js';
import { checkLock } from './plan/check-lock.js';
import { markCauses } from './plan/mark-causes.js';
import type { RemovalApproval } from './plan/guard-removals.js';
import { anticipateReading } from './read/anticipate-reading.js';
import { readFoundations } from './read/read-foundations.js';
import { readMemberships } from './read/read-memberships.js';
import type { OnReading } from './read/read-memberships.js';
import { uniteDesired } from './read/unite-desired.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';

export { fingerprintPlan } from './plan/fingerprint-plan.js';

export interface PlanOptions {
  readonly approval: RemovalApproval;
  /** With `--organization`: the configuration before it was narrowed. */
  readonly whole?: DesiredState;
  /** False with `--no-removals`. */
  readonly withRemovals: boolean;
  /** Each change then says whether this configuration would have needed it too. Read for, never applied. */
  readonly base?: Base;
  /** Told which environment the credentials belong to, before anything else is decided; what it throws ends the plan. */
  readonly onEnvironment?: (environment: LiveEnvironment) => void;
  /** Told which lists are read and why, and how many requests that should take. */
  readonly onReading?: OnReading;
  /**
   * Where the configuration is still being checked: fulfilled once it is known to be right. Without that there is no
   * plan, and no address of it is looked up; if it is rejected, so is the plan, for that reason.
   */
  readonly checked?: Promise<unknown>;
}

/** A plan, and what it was built from; null where the lock refuses it. */
export interface Planning {
  readonly plan: Plan;
  readonly basis: PlanInput | null;
}

/** A connection as far as planning may use it: there is no call in it that writes. */
export type ReadingConnection = Pick<KindeConnection, 'domain' | 'requestCounts'> & {
  readonly client: ReadClient;
};

/**
 * Reads Kinde and returns the plan; changes nothing. Throws `ConfigurationError` for mistakes that only Kinde
 * can show, and `ApiError`, `AuthError` or `NetworkError` if a list can't be read to its end.
 */
export async function makePlan(
  desired: DesiredState,
  connection: ReadingConnection,
  options: PlanOptions,
): Promise<Plan> {
  return (await readAndPlan(desired, connection, options)).plan;
}

/** The same, with what the plan was built from. */
export async function readAndPlan(
  desired: DesiredState,
  connection: ReadingConnection,
  options: PlanOptions,
): Promise<Planning> {
  const { checked } = options;
  if (checked === undefined) return planFrom(desired, connection, options);
  const { client } = connection;
  const cautious: ReadClient = {
    ...client,
    listUsers: async (wanted) => {
      await checked;
      return client.listUsers(wanted);
    },
  };
  const planning = planFrom(desired, { ...connection, client: cautious }, options);
  // Whatever comes of wrong files is nobody's business.
  planning.catch(() => undefined);
  await checked;
  return planning;
}

async function planFrom(
  desired: DesiredState,
  { client, domain, requestCounts }: ReadingConnection,
  options: PlanOptions,
): Promise<Planning> {
  const { base: given = null, onReading = () => undefined } = options;
  const united = uniteDesired(desired, given);
  const reader = anticipateReading(united, client);
  const foundations = await readFoundations(united, reader);
  const { environment, reads } = foundations;
  options.onEnvironment?.(environment);
  const refusal = checkLock(desired, environment);
  if (refusal !== null) {
    const requests = requestCounts();
    const plan = buildLockedPlan({ domain, environmentCode: environment.code, refusal, reads, requests });
    return { plan, basis: null };
  }
  throwIfAny(checkDesired(desired, foundations));
  if (options.whole !== undefined) throwIfAny(checkDoubles(options.whole, foundations));
  const base = given === null ? null : checkBase(given, foundations);
  const rollCalls: RollCall[] = [];
  const onEveryone = async (): Promise<RollCall['meet']> => {
    const { matches } = matchOrganizations(desired.organizations, foundations.organizations);
    const rollCall = await workInTurns(callRoll(matches));
    rollCalls.push(rollCall);
    return rollCall.meet;
  };
  const live = await readMemberships(uniteDesired(desired, base), foundations, {
    client: reader,
    onReading,
    onEveryone,
  });
  const { problems, ...diff } = diffStates(desired, live, rollCalls[0]?.end());
  throwIfAny(problems);
  const marked = base === null ? diff : markDiff(diff, diffBase(base, live, diff.comparison));
  const basis = { ...marked, ...options, domain, requests: requestCounts() };
  return { plan: buildPlan(basis), basis };
}

function markDiff(diff: Omit<StateDiff, 'problems'>, { changes, notices }: BaseDiff): typeof diff {
  return { ...diff, changes: markCauses(diff.changes, changes), notices: [...diff.notices, ...notices] };
}

function throwIfAny(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
}
