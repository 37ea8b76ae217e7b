// The product's story as code: load, validate, read, diff, plan; then apply and verify. Nothing else is here.
import { applyPlan } from './apply/apply-plan.js';
import type { ApplyOptions } from './apply/apply-plan.js';
import { journalWrites } from './apply/journal-writes.js';
import type { JournalOptions } from './apply/journal-writes.js';
import { checkDesired, checkDoubles } from './diff/check-desired.js';
import { checkBase, diffBase } from './diff/diff-base.js';
import type { BaseDiff } from './diff/diff-base.js';
import { diffStates } from './diff/diff-states.js';
import type { StateDiff } from './diff/diff-states.js';
import type { KindeConnection } from './kinde/connect-kinde.js';
import { loadDocuments } from './load/load-documents.js';
import type { LoadOptions } from './load/load-documents.js';
import type { Attestation } from './model/attestation.js';
import type { Base } from './model/base.js';
import type { ReadClient } from './model/client.js';
import type { DesiredState } from './model/desired.js';
import type { Diagnostic } from './model/diagnostic.js';
import { ConfigurationError, UsageError } from './model/errors.js';
import type { Notice } from './model/notice.js';
import type { ApplyReport } from './model/outcome.js';
import type { Plan } from './model/plan.js';
import { buildLockedPlan, buildPlan } from './plan/build-plan.js';
import { checkLock } from './plan/check-lock.js';
import { markCauses } from './plan/mark-causes.js';
import type { RemovalApproval } from './plan/guard-removals.js';
import { orderSteps } from './plan/order-changes.js';
import { readFoundations } from './read/read-foundations.js';
import { readMemberships } from './read/read-memberships.js';
import type { OnReading } from './read/read-memberships.js';
import { uniteDesired } from './read/unite-desired.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';
import { validateDocuments } from './validate/validate-documents.js';

export { fingerprintPlan } from './plan/fingerprint-plan.js';
export { narrowDesired, narrowToShared } from './validate/narrow-desired.js';

export interface LoadedConfiguration {
  /** Null if any diagnostic is an error. */
  readonly desired: DesiredState | null;
  /** Every mistake and warning, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was attested, by the file that says so. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** The text of each file by its name, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads and validates the files; everything that can be known without the network. Throws nothing of the user's. */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  const loaded = await loadDocuments(options);
  const validated = validateDocuments(loaded.documents, { ...loaded, now: options.now ?? Infinity });
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...validated.diagnostics]);
  const isSound = !diagnostics.some(({ severity }) => severity === 'error');
  const desired = isSound ? validated.desired : null;
  return { ...validated, desired, diagnostics, sources: loaded.sources };
}

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
  { client, domain, requestCounts }: ReadingConnection,
  options: PlanOptions,
): Promise<Plan> {
  const { base: given = null, onReading = () => undefined } = options;
  const foundations = await readFoundations(uniteDesired(desired, given), client);
  const { environment, reads } = foundations;
  const refusal = checkLock(desired, environment);
  if (refusal !== null) {
    const requests = requestCounts();
    return buildLockedPlan({ domain, environmentCode: environment.code, refusal, reads, requests });
  }
  throwIfAny(checkDesired(desired, foundations));
  if (options.whole !== undefined) throwIfAny(checkDoubles(options.whole, foundations));
  const base = given === null ? null : checkBase(given, foundations);
  const live = await readMemberships(uniteDesired(desired, base), foundations, { client, onReading });
  const { problems, ...diff } = diffStates(desired, live);
  throwIfAny(problems);
  const marked = base === null ? diff : markDiff(diff, diffBase(base, live));
  return buildPlan({ ...marked, ...options, domain, requests: requestCounts() });
}

export interface CarryOutOptions extends Omit<ApplyOptions, 'steps'> {
  /** Where every write is recorded; null for no journal. */
  readonly journal: JournalOptions | null;
}

/**
 * Applies a plan and reads back what it touched. Throws `UsageError` (`refused`) for a plan with refusals, else
 * only for a bug.
 */
export async function carryOut(
  plan: Plan,
  { client, requestCounts }: Pick<KindeConnection, 'client' | 'requestCounts'>,
  { journal, ...options }: CarryOutOptions,
): Promise<ApplyReport> {
  if (plan.refusals.length > 0) {
    throw new UsageError('refused', 'A plan that was refused for safety cannot be applied.', {
      hint: 'Look at its refusals: each names the way out.',
    });
  }
  const writer = journal === null ? client : { ...client, ...journalWrites(client, plan, journal) };
  const { changes, verified, problem } = await applyPlan(plan, writer, {
    ...options,
    steps: orderSteps(plan.changes),
  });
  const warning: readonly Notice[] =
    problem === null ? [] : [{ code: 'not-read-back', message: problem.message }];
  return {
    ...plan,
    changes,
    warnings: [...plan.warnings, ...warning],
    requests: requestCounts(),
    verified,
    interrupted: options.isInterrupted(),
  };
}

function markDiff(diff: Omit<StateDiff, 'problems'>, { changes, notices }: BaseDiff): typeof diff {
  return { ...diff, changes: markCauses(diff.changes, changes), notices: [...diff.notices, ...notices] };
}

function throwIfAny(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
}
