// The story of a kept plan: recheck what it touches, judge how it stands, then apply and verify as any plan.
import type { KindeConnection } from './kinde/connect-kinde.js';
import { UsageError } from './model/errors.js';
import { leaveUntouched } from './model/outcome.js';
import type { ApplyReport } from './model/outcome.js';
import type { Plan } from './model/plan.js';
import { carryOut } from './carry-out.js';
import type { CarryOutOptions } from './carry-out.js';
import { judgeKeptPlan } from './plan/judge-kept-plan.js';
import { recheckTouched } from './read/recheck-touched.js';

/**
 * Applies a kept plan: reads no configuration, reads again what the plan touches, counts as done what somebody has
 * done meanwhile, and refuses, with nothing written, if anything else has moved. Throws `UsageError`
 * (`foreign-plan`) for a plan of another environment, and what reading throws.
 */
export async function carryOutKept(
  plan: Plan,
  connection: Pick<KindeConnection, 'client' | 'domain' | 'requestCounts' | 'scopes'>,
  options: CarryOutOptions,
): Promise<ApplyReport> {
  const { code } = await connection.client.getEnvironment();
  if (code !== plan.environment.code || connection.domain !== plan.environment.domain) {
    throw new UsageError(
      'foreign-plan',
      `The plan was made for ${plan.environment.code} at ${plan.environment.domain}; these credentials belong to ${code} at ${connection.domain}.`,
      { hint: 'Use the credentials of that environment, or plan again for this one.' },
    );
  }
  const { due, refusals } = judgeKeptPlan(
    plan,
    await recheckTouched(plan.changes, connection.client, plan.reads),
  );
  if (refusals.length > 0) {
    const refused = { ...plan, refusals, requests: connection.requestCounts() };
    return leaveUntouched(refused, { code: 'refused', message: 'The plan was refused for safety.' });
  }
  const report = await carryOut({ ...plan, changes: due.map(({ change }) => change) }, connection, options);
  const ends = new Map(due.map(({ position }, index) => [position, report.changes[index]]));
  return {
    ...report,
    changes: plan.changes.map((change, index) => ends.get(index) ?? { ...change, result: 'applied' }),
  };
}
