// Exit statuses: a contract with scripts. The table, and the functions that decide which status a run ends with. The action
// refuses by itself in action/refusal.mjs.
import type { AccessReport } from '../model/results/access-report.js';
import type { Code } from '../model/codes.js';
import type { DoctorReport } from '../model/results/doctor-report.js';
import type { KindeSyncError } from '../model/errors.js';
import type { Notice, Refusal } from '../model/notice.js';
import { isLeftOut } from '../model/outcome.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import type { PulledInto } from '../stories/pull.js';

export const exitCodes = {
  /** Done, or nothing to do. */
  done: 0,
  /** Configuration, credentials, the API, no `--yes` where it is needed, or an apply that did not fully succeed. */
  error: 1,
  /** The plan has changes, only with `--detailed-exitcode`; or `pull --check` found something to write. */
  changes: 2,
  /** Refused for safety; nothing was changed. */
  refused: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Returns the status of a plan that was shown. A refusal decides first, and changes count only where an option asks. */
export function statusOfPlan(
  plan: Pick<Plan, 'refusals' | 'changes'>,
  { detailedExitcode = false }: { readonly detailedExitcode?: boolean },
): ExitCode {
  if (plan.refusals.length > 0) return exitCodes.refused;
  return detailedExitcode && hasChanges(plan) ? exitCodes.changes : exitCodes.done;
}

/** Returns whether applying would change anything or end sessions; manual settings do not count. */
export function hasChanges({ changes, madeBefore = [] }: Pick<Plan, 'changes' | 'madeBefore'>): boolean {
  return madeBefore.length > 0 || changes.some(({ action }) => action !== 'manual');
}

/** Returns the status of an apply or an undo. Done means that every change was applied, or held back, and verified. */
export function statusOfReport(report: ApplyReport): ExitCode {
  if (report.refusals.length > 0) return exitCodes.refused;
  if (report.interrupted) return exitCodes.interrupted;
  const isComplete = report.changes.every((change) => change.result === 'applied' || isLeftOut(change));
  return isComplete && report.verified ? exitCodes.done : exitCodes.error;
}

/** Warnings about changes that an undo does not take back. */
const remaining: ReadonlySet<Code> = new Set([
  'moved-since',
  'not-reversible',
  'protected-member',
  'unidentified-member',
  'stays-created',
]);

/** Returns the warnings about what stays after an undo; the status is 1 if there are any. */
export function listRemains({ warnings }: Pick<Plan, 'warnings'>): readonly Notice[] {
  return warnings.filter(({ code }) => remaining.has(code));
}

/** Returns the status of a pull; with `--check` a difference counts as a change. */
export function statusOfPull({ pulled, refusal }: PulledInto, isCheck: boolean): ExitCode {
  if (refusal !== null) return exitCodes.refused;
  return isCheck && pulled.files.length > 0 ? exitCodes.changes : exitCodes.done;
}

/** Returns the status of a report on access, which only the environment lock refuses. */
export function statusOfAccess(made: AccessReport | Refusal): ExitCode {
  return 'guard' in made ? exitCodes.refused : exitCodes.done;
}

/** Returns the status of a doctor's report: an error if a check found a problem that stops apply. */
export function statusOfDoctor({ canApply }: DoctorReport): ExitCode {
  return canApply === false ? exitCodes.error : exitCodes.done;
}

/** Returns the status of a run that an error ended. */
export function statusOfError({ code }: KindeSyncError): ExitCode {
  return code === 'interrupted' ? exitCodes.interrupted : exitCodes.error;
}

/** Returns the status of a run whose result was lost: an error, unless the run ends with a worse status anyway. */
export function statusWithoutOutput(status: ExitCode): ExitCode {
  return status === exitCodes.done || status === exitCodes.changes ? exitCodes.error : status;
}
