// Applies a plan: writes its steps in order, then verifies. Each change gets one outcome. Independent work continues after
// a failure, and no write starts after an interruption.
import type { ApplyRun } from '../kinds/kind.js';
import { explainUnended } from '../kinds/membership/end-sessions.js';
import { endsSessions } from '../kinds/membership/mark-access.js';
import { kinds } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import type { ConfirmClient, ReadClient, WriteClient } from '../model/client.js';
import { InternalError } from '../model/errors.js';
import type { KeptRoles } from '../model/kept-roles.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { Notice } from '../model/notice.js';
import { isReached } from '../model/outcome.js';
import type { AppliedChange, Outcome, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { stepNames } from '../model/step-order.js';
import type { StepName } from '../model/step-order.js';
import { createApplyRun } from './apply-run.js';
import type { JournalOptions } from './record-writes.js';
import { skipBlocked } from './skip-blocked.js';
import { verifyChanges } from './verify-changes.js';
import type { ReadBack } from './read-repaired.js';

export interface ApplyOptions {
  readonly steps: readonly { readonly name: StepName; readonly changes: readonly Change[] }[];
  readonly isInterrupted: () => boolean;
  /** Called before each step, for the display of progress. */
  readonly onStep: (name: StepName | 'verify', changes: number) => void;
  /** Reads the touched things again, in the fewest requests. */
  readonly readBack: ReadBack;
  /** The listed people who were members before, and must be members after the apply. */
  readonly expected?: readonly ListedPeople[];
  /** The roles of `safety.keepHolder` that had a holder before, and must have one after the apply. */
  readonly kept?: readonly KeptRoles[];
  /** The journal of the writes; null for none. */
  readonly journal: JournalOptions | null;
}

export interface Applied {
  /** The plan's changes in the plan's order, each with its result. */
  readonly changes: readonly AppliedChange[];
  /** The removals of the plan that were made before, each with what became of the sessions. */
  readonly late: readonly AppliedChange[];
  /** True only if every write was read back and matches the plan. */
  readonly verified: boolean;
  /** The reason why reading back failed; null if it did not. */
  readonly problem: OutcomeError | null;
  /** Notices beside the outcomes. */
  readonly notices: readonly Notice[];
}

/** Writes and verifies the plan. Errors of Kinde and the network become outcomes. Throws only for a bug. */
export async function applyPlan(
  plan: Plan,
  client: ReadClient & WriteClient & ConfirmClient,
  options: ApplyOptions,
): Promise<Applied> {
  const run = createApplyRun(client, plan, options.journal, options.kept);
  await walkSteps(run, options);
  options.onStep('verify', plan.changes.length);
  const verification = options.isInterrupted()
    ? { isVerified: false, problem: null, notices: [] }
    : await verifyChanges(plan, run, { expected: [], kept: [], ...options });
  const changes = plan.changes.map((change) => withOutcome(change, run, options.isInterrupted()));
  const late = run.members.madeBefore.map((removal) =>
    withSessions({ ...removal, result: 'applied' }, removal, run),
  );
  const isComplete = [...changes, ...late].every((change) => change.action === 'manual' || isReached(change));
  return {
    changes,
    late,
    verified: verification.isVerified && isComplete,
    problem: verification.problem,
    notices: [...run.notices(), ...verification.notices],
  };
}

/** Runs every step, also one without changes: an earlier step may have deferred work to it. */
async function walkSteps(run: ApplyRun, options: ApplyOptions): Promise<void> {
  const changesOf = new Map(options.steps.map(({ name, changes }) => [name, changes]));
  for (const name of stepNames) {
    if (options.isInterrupted()) return;
    skipBlocked(run);
    const changes = (changesOf.get(name) ?? []).filter((change) => run.outcomeOf(change) === null);
    const work = kinds.reduce((sum, kind) => sum + kind.deferred(run, name), changes.length);
    if (work > 0 && name !== 'by-hand') options.onStep(name, work);
    await Promise.all(
      kinds.map((kind) =>
        kind.write(
          changes.filter((change) => kind.owns(change)),
          run,
          name,
        ),
      ),
    );
  }
}

function withOutcome(change: Change, run: ApplyRun, isInterrupted: boolean): AppliedChange {
  const outcome =
    run.outcomeOf(change) ?? explainJoined(change, run) ?? explainUntouched(change, isInterrupted);
  return withSessions({ ...change, ...outcome }, change, run);
}

/** Returns the change with what became of the sessions; without, if there were none to end. */
function withSessions(applied: AppliedChange, change: Change, run: ApplyRun): AppliedChange {
  const known = run.members.sessionsOf(change);
  if (!endsSessions(change) || known === null) return applied;
  return { ...applied, sessions: known ?? explainUnended(change, run) };
}

/** Returns the outcome of an addition without one whose person already is a member; null for any other change. */
function explainJoined(change: Change, run: ApplyRun): Outcome | null {
  if (change.action !== 'add' || !run.members.hasJoined(change)) return null;
  if (change.roles === undefined || change.roles.length === 0) return { result: 'applied' };
  const message = `${change.email ?? 'The person'} is in ${change.organization.name} already; the run was interrupted before the roles were set.`;
  return { result: 'failed', error: { code: 'interrupted', message } };
}

function explainUntouched(change: Change, isInterrupted: boolean): Outcome {
  if (change.action === 'manual') {
    return { result: 'skipped', error: { code: 'by-hand', message: `Set it by hand: ${change.where}.` } };
  }
  if (isInterrupted) {
    return {
      result: 'skipped',
      error: { code: 'interrupted', message: 'Interrupted before it was started.' },
    };
  }
  throw new InternalError(`The change ${change.action} ${change.resource} was never reported.`);
}
