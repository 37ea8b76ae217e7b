// How far apply got: one outcome a change, never an exception, so that independent work goes on.
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

export type AppliedChange = Change & { readonly result: Outcome['result']; readonly error?: OutcomeError };

/** What `apply` prints: the plan with a result on each change. */
export interface ApplyReport extends Omit<Plan, 'changes'> {
  readonly changes: readonly AppliedChange[];
  /** True only if every write was read back and found as planned. */
  readonly verified: boolean;
  readonly interrupted: boolean;
}

/** Returns the report of a plan that was not carried out, with the one reason for all of it. */
export function leaveUntouched(plan: Plan, error: OutcomeError): ApplyReport {
  return {
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, result: 'skipped', error })),
    verified: plan.changes.every(({ action }) => action === 'manual'),
    interrupted: false,
  };
}
