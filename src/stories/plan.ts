// The story of a plan: open the reading, need, read, diff, plan. The files were loaded before (load-configuration.ts); apply
// and verify follow (carry-out.ts).
import { diagnoseDesired, diagnoseWhole } from '../diff/check-desired.js';
import { checkBase, diffBase } from '../diff/diff-base.js';
import type { BaseDiff } from '../diff/diff-base.js';
import { diffStates } from '../diff/diff-states.js';
import type { StateDiff } from '../diff/diff-states.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import type { Base } from '../model/base.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveEnvironment } from '../model/live.js';
import type { Plan } from '../model/plan.js';
import { uniteNeeds } from '../model/read-needs.js';
import { buildLockedPlan, buildPlan } from '../plan/build-plan.js';
import type { PlanInput } from '../plan/build-plan.js';
import { guardLock } from '../plan/check-lock.js';
import { notifyWeakened, uniteSafety } from '../plan/unite-safety.js';
import type { RemovalApproval } from '../plan/guard-removals.js';
import { markCauses } from '../plan/mark-causes.js';
import { isLookWorthwhile, needsOf } from '../read/needs-of.js';
import { openReading } from '../read/open-reading.js';
import type { OpenReading } from '../read/open-reading.js';
import { readFoundations } from '../read/read-foundations.js';
import { readMeant } from '../read/read-meant.js';
import { readMemberships } from '../read/read-memberships.js';
import type { OnReading } from '../read/read-memberships.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';

export { fingerprintPlan } from '../plan/fingerprint-plan.js';
export { openReading } from '../read/open-reading.js';

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
  /** Told which environment this is before anything is decided; its error ends the plan. */
  readonly onEnvironment?: (environment: LiveEnvironment) => void;
  /** A reading of this connection that was opened while the files were loaded. */
  readonly reading?: OpenReading;
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
  { client, domain, requestCounts }: ReadingConnection,
  { onReading = () => undefined, ...options }: PlanOptions,
): Promise<Planning> {
  const past = options.base?.desired ?? null;
  const judged = uniteSafety(desired, options.base ?? null);
  const reading = options.reading ?? openReading(client, { withPeople: isLookWorthwhile(desired, past) });
  const listed = await readFoundations(uniteNeeds(needsOf(judged), needsOf(past)), reading, client);
  const { environment, reads } = listed;
  options.onEnvironment?.(environment);
  const refusal = guardLock(desired, environment);
  if (refusal !== null) {
    const facts = { domain, environmentCode: environment.code, refusal, reads, requests: requestCounts() };
    return { plan: buildLockedPlan(facts), basis: null };
  }
  const { foundations, matches, baseMatches } = await readMeant({ desired, base: past }, listed, client);
  throwIfAny(diagnoseDesired(desired, foundations, matches));
  throwIfAny(diagnoseWhole(options.whole ?? desired, desired, foundations));
  const base = options.base === undefined ? null : checkBase(options.base, foundations, baseMatches);
  const needs = uniteNeeds(needsOf(judged, matches), needsOf(base?.desired ?? null, baseMatches));
  const live = await readMemberships(needs, foundations, { client, reading, onReading });
  const { problems, ...diff } = diffStates(judged, live, matches);
  throwIfAny(problems);
  const caused = base === null ? diff : markDiff(diff, diffBase(base, live, baseMatches, diff.comparison));
  const notices = [...notifyWeakened(desired, options.base ?? null), ...caused.notices];
  const basis = { ...caused, ...options, notices, domain, requests: requestCounts() };
  return { plan: buildPlan(basis), basis };
}

function markDiff(diff: Omit<StateDiff, 'problems'>, { changes, notices }: BaseDiff): typeof diff {
  return { ...diff, changes: markCauses(diff.changes, changes), notices: [...diff.notices, ...notices] };
}

function throwIfAny(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
}
