// The outcomes of an apply: one for each change, never an exception, so that independent changes go on.
import type { Change } from './change.js';
import type { Code } from './codes.js';
import type { Plan } from './plan.js';

export interface OutcomeError {
  readonly code: Code;
  readonly message: string;
}

export type Outcome =
  | { readonly result: 'applied' }
  | { readonly result: 'failed'; readonly error: OutcomeError }
  | { readonly result: 'skipped'; readonly error: OutcomeError };

export type AppliedChange = Change & {
  readonly result: Outcome['result'];
  readonly error?: OutcomeError;
  /** Only for a change with `endsSessions`: what became of the sessions. */
  readonly sessions?: Outcome;
};

/** Returns whether the change was applied, with the sessions that were to end after it. */
export function isReached({ result, sessions }: AppliedChange): boolean {
  return result === 'applied' && (sessions === undefined || sessions.result === 'applied');
}

/** Returns whether a change was left out as the user asked: a manual setting, or a removal that `--no-removals` holds back. */
export function isLeftOut({ action, error }: AppliedChange): boolean {
  return action === 'manual' || error?.code === 'removal-held-back';
}

/** The result of `apply`: the plan with an outcome on each change. */
export interface ApplyReport extends Omit<Plan, 'changes' | 'madeBefore'> {
  readonly changes: readonly AppliedChange[];
  /** The removals of `madeBefore`, each with what became of the sessions. No output has them. */
  readonly late?: readonly AppliedChange[];
  /** True only if every change was read back and found as planned. */
  readonly verified: boolean;
  readonly interrupted: boolean;
}

/** Returns the report of a plan that was not applied: each change is skipped with the same error. */
export function leaveUntouched({ madeBefore, ...plan }: Plan, error: OutcomeError): ApplyReport {
  const sessions: Outcome = { result: 'skipped', error };
  return {
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, result: 'skipped', error })),
    ...(madeBefore === undefined
      ? {}
      : { late: madeBefore.map((removal) => ({ ...removal, result: 'applied', sessions })) }),
    verified:
      plan.refusals.length === 0 &&
      madeBefore === undefined &&
      plan.changes.every(({ action }) => action === 'manual'),
    interrupted: false,
  };
}
