// The public API for plans: one call makes a plan from the files, and one carries out a plan that was reviewed.
import { randomBytes } from 'node:crypto';
import type { Journal } from '../model/journal.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { UsageError } from '../model/errors.js';
import { carryOut } from '../stories/apply.js';
import type { CarryOutOptions } from '../stories/apply.js';
import { approveSaved, requireEnvironment } from '../stories/apply-saved-plan.js';
import { readAndPlan } from '../stories/plan.js';
import { connect, loadValid, openRun } from './open-run.js';
import type { Run, RunOptions } from './open-run.js';

/** The options of `plan`. */
export interface PlanRunOptions extends RunOptions {
  /** Approves exactly this number of removals, or any, as with `--allow-removals`. Absent: none beyond the limits. */
  readonly allowRemovals?: number | 'all';
  /** False holds every removal back, as with `--no-removals`. Absent: true. */
  readonly removals?: boolean;
}

/** The options of `apply`. */
export interface ApplyRunOptions extends PlanRunOptions {
  /** The plan that was reviewed. Only its changes are carried out. */
  readonly plan: Plan;
  /**
   * Takes each line of the journal before the write is sent, and again with its result; if it rejects, nothing more is sent.
   * Absent: no journal, so that `undo` has nothing to read.
   */
  readonly journal?: Journal;
}

/**
 * Loads the files, reads Kinde, and returns the plan. It changes nothing. A plan with `refusals` must not be applied. Throws
 * `ConfigurationError` for invalid files, `UsageError` for wrong settings, and `ApiError`, `AuthError` or `NetworkError`
 * if a list can't be read to its end.
 */
export async function plan(options: PlanRunOptions = {}): Promise<Plan> {
  const run = openRun(options);
  const { desired, whole, startedAt } = await loadValid(run);
  return (await readAndPlan(desired, connect(run), { whole, startedAt, ...approve(options) })).plan;
}

/**
 * Plans anew, and carries out the changes that the given plan and the new one have in common. It reads back every change and
 * returns the report, which has one result for each change of the given plan. Throws before the first write: `UsageError`
 * with `foreign-plan` for another environment and `refused` for a plan that a guard refuses, `ApiError` with
 * `missing-scope`, and the errors of `plan`. Later failures are in the report.
 */
export async function apply({ plan: saved, journal, ...options }: ApplyRunOptions): Promise<ApplyReport> {
  const run = openRun(options);
  requireFormat(saved);
  const { desired, whole, startedAt } = await loadValid(run);
  const connection = connect(run);
  const planned = await readAndPlan(desired, connection, {
    whole,
    saved: saved.changes,
    startedAt,
    ...approve(options),
    onEnvironment: ({ code }) => requireEnvironment(saved, { code, domain: connection.domain }),
  });
  const approved = approveSaved(saved, planned);
  requireNoRefusal(approved.plan);
  const report = await carryOut(approved.plan, connection, {
    journal: journal === undefined ? null : startJournal(journal, saved, run),
    comparison: approved.basis?.comparison ?? null,
    isInterrupted: () => options.signal?.aborted === true,
    onStep: () => undefined,
  });
  return approved.report(report);
}

function startJournal(journal: Journal, { fingerprint }: Plan, { now }: Run): CarryOutOptions['journal'] {
  return { journal, fingerprint, run: randomBytes(8).toString('hex'), now };
}

function approve({ allowRemovals, removals = true }: PlanRunOptions): {
  readonly approval: number | 'any' | null;
  readonly withRemovals: boolean;
} {
  const [given, wanted]: readonly unknown[] = [allowRemovals ?? 0, removals];
  if (typeof given !== 'number' && given !== 'all')
    throw new UsageError(
      'invalid-option',
      `allowRemovals is ${JSON.stringify(given)}, not a number or 'all'.`,
    );
  // Any other value, such as the text "false", would count as true.
  if (typeof wanted !== 'boolean')
    throw new UsageError('invalid-option', `removals is ${JSON.stringify(wanted)}, not true or false.`);
  return { approval: allowRemovals === 'all' ? 'any' : (allowRemovals ?? null), withRemovals: wanted };
}

/** Throws `UsageError` (`foreign-plan`) for a plan of another format; a script may pass any JSON. */
function requireFormat({ formatVersion }: { readonly formatVersion: string }): void {
  if (formatVersion === '1') return;
  throw new UsageError(
    'foreign-plan',
    `The plan has another format version: ${JSON.stringify(formatVersion)}.`,
    {
      hint: 'Plan again with this version of kinde-sync.',
    },
  );
}

/** Throws `UsageError` (`refused`) with the message of the first refusal. */
function requireNoRefusal({ refusals: [first] }: Plan): void {
  if (first === undefined) return;
  const hint = first.override === null ? 'Nothing was changed.' : 'allowRemovals approves removals.';
  throw new UsageError('refused', `${first.guard}: ${first.message}`, { hint });
}
