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
import type { Plan } from './model/plan.js';
import { buildLockedPlan, buildPlan } from './plan/build-plan.js';
import { checkLock } from './plan/check-lock.js';
import { markCauses } from './plan/mark-causes.js';
import { notifyWeakened, uniteSafety } from './plan/unite-safety.js';
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
  /** Told which lists are read and why, and how many requests that should take. */
  readonly onReading?: OnReading;
  /**
   * Where the configuration is still being checked: fulfilled once it is known to be right. Without that there is no
   * plan, and no address of it is looked up; if it is rejected, so is the plan, for that reason.
   */
  readonly checked?: Promise<unknown>;
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
  const { checked } = options;
  if (checked === undefined) return readAndPlan(desired, connection, options);
  const { client } = connection;
  const cautious: ReadClient = {
    ...client,
    listUsers: async (wanted) => {
      await checked;
      return client.listUsers(wanted);
    },
  };
  const planning = readAndPlan(desired, { ...connection, client: cautious }, options);
  // Whatever comes of wrong files is nobody's business.
  planning.catch(() => undefined);
  await checked;
  return planning;
}

async function readAndPlan(
  desired: DesiredState,
  { client, domain, requestCounts }: ReadingConnection,
  options: PlanOptions,
): Promise<Plan> {
  const { base: given = null, onReading = () => undefined } = options;
  const judged = uniteSafety(desired, given);
  const united = uniteDesired(judged, given);
  const reader = anticipateReading(united, client);
  const foundations = await readFoundations(united, reader);
  const { environment, reads } = foundations;
  const refusal = checkLock(desired, environment);
  if (refusal !== null) {
    const requests = requestCounts();
    return buildLockedPlan({ domain, environmentCode: environment.code, refusal, reads, requests });
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
  const live = await readMemberships(uniteDesired(judged, base), foundations, {
    client: reader,
    onReading,
    onEveryone,
  });
  const { problems, ...diff } = diffStates(judged, live, rollCalls[0]?.end());
  throwIfAny(problems);
  const marked = base === null ? diff : markDiff(diff, diffBase(base, live, diff.comparison));
  const notices = [...notifyWeakened(desired, given), ...marked.notices];
  return buildPlan({ ...marked, ...options, notices, domain, requests: requestCounts() });
}

function markDiff(diff: Omit<StateDiff, 'problems'>, { changes, notices }: BaseDiff): typeof diff {
  return { ...diff, changes: markCauses(diff.changes, changes), notices: [...diff.notices, ...notices] };
}

function throwIfAny(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
}
