// The story of an apply: write the steps of a plan, and verify them by reading again. Only commands that apply load it.
import { applyPlan } from '../apply/apply-plan.js';
import type { ApplyOptions } from '../apply/apply-plan.js';
import { checkWriteScopes } from './check-write-scopes.js';
import type { JournalOptions } from '../apply/record-writes.js';
import { listKeptRoles } from '../kinds/membership/list-kept-roles.js';
import { listStaying } from '../kinds/membership/list-staying.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { writes } from '../model/operations/operations.js';
import { UsageError } from '../model/errors.js';
import type { Comparison } from '../model/comparison.js';
import type { Notice } from '../model/notice.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { sortIntoSteps } from '../plan/sort-into-steps.js';
import { readBack } from '../read/read-back.js';

/** The options of an apply. */
export interface CarryOutOptions extends Omit<
  ApplyOptions,
  'expected' | 'kept' | 'journal' | 'readBack' | 'steps'
> {
  /** The journal that records every write; null for no journal. */
  readonly journal: Omit<JournalOptions, 'operationOf'> | null;
  /** The comparison behind the plan, whose listed members must still be members after the apply. Null for an undo. */
  readonly comparison?: Comparison | null;
}

/**
 * Applies a plan, reads the touched resources back and returns the report. Throws before the first write: `UsageError`
 * (`refused`) for a plan with refusals, and `ApiError` (`missing-scope`) if the token lacks a scope for a write. Later
 * failures are in the report.
 */
export async function carryOut(
  plan: Plan,
  connection: Pick<KindeConnection, 'client' | 'requestCounts' | 'scopes'>,
  { journal, comparison = null, ...options }: CarryOutOptions,
): Promise<ApplyReport> {
  if (plan.refusals.length > 0) {
    throw new UsageError('refused', 'A plan that was refused for safety cannot be applied.', {
      hint: 'Read its refusals: each says what to do.',
    });
  }
  checkWriteScopes(plan, connection);
  const { client, requestCounts } = connection;
  const { changes, late, verified, problem, notices } = await applyPlan(plan, client, {
    ...options,
    steps: sortIntoSteps(plan.changes),
    expected: comparison === null ? [] : listStaying(plan.changes, comparison),
    kept: comparison === null ? [] : listKeptRoles(plan.changes, comparison),
    readBack: (touched, staying) => readBack({ touched, staying, reads: plan.reads }, client),
    journal: journal === null ? null : { ...journal, operationOf: (call) => writes[call].id },
  });
  const warning: readonly Notice[] =
    problem === null ? [] : [{ code: 'not-read-back', message: problem.message }];
  const { madeBefore: _madeBefore, ...shown } = plan;
  return {
    ...shown,
    changes,
    ...(late.length === 0 ? {} : { late }),
    warnings: [...plan.warnings, ...notices, ...warning],
    requests: requestCounts(),
    verified,
    interrupted: options.isInterrupted(),
  };
}
