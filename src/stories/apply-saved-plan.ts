// The story of a saved plan: apply carries out the changes that both the saved plan and a new plan contain. The report has one
// result for each saved change.
import type { Change } from '../model/change.js';
import { UsageError } from '../model/errors.js';
import { leaveUntouched } from '../model/outcome.js';
import type { AppliedChange, ApplyReport, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { approvePlan } from '../plan/approve-plan.js';
import type { Planning } from './plan.js';

/** The part of a new plan that a saved plan approves. */
export interface Approved extends Planning {
  /** Converts the report on `plan` into a report on the saved plan, with one result for each saved change. */
  readonly report: (report: ApplyReport) => ApplyReport;
}

/** The error of each change in a refused plan. */
export const refusedError: OutcomeError = {
  code: 'refused',
  message: 'The plan was refused for safety.',
};

/** Returns the report unchanged, for a plan that is carried out as it was shown. */
export function showAsItIs(report: ApplyReport): ApplyReport {
  return report;
}

/** Returns the part of the new plan that the saved one approves. A plan that the lock refuses has no such part. */
export function approveSaved(saved: Plan, { plan: made, basis }: Planning): Approved {
  if (basis === null) return { plan: made, basis, report: showAsItIs };
  const { plan, carriedBy } = approvePlan(saved, basis);
  return { plan, basis, report: (report) => reportSaved(saved, report, { plan, carriedBy }) };
}

function reportSaved(
  saved: Plan,
  report: ApplyReport,
  { plan, carriedBy }: ReturnType<typeof approvePlan>,
): ApplyReport {
  if (report.refusals.length > 0) {
    const { refusals, warnings, requests, reads } = report;
    const untouched = leaveUntouched(saved, refusedError);
    return { ...untouched, refusals, warnings, requests, reads, verified: false };
  }
  const { late = [], ...rest } = report;
  const ends = new Map(plan.changes.map((change, index) => [change, report.changes[index]]));
  const lateEnds = new Map<Change, AppliedChange | undefined>(
    (plan.madeBefore ?? []).map((removal, index) => [removal, late[index]]),
  );
  const toMade = (change: Change): AppliedChange => lateEnds.get(change) ?? { ...change, result: 'applied' };
  const changes = saved.changes.map((change): AppliedChange => {
    const carriers = carriedBy.get(change) ?? [];
    const ended = carriers.map((one) => ends.get(one) ?? heldBack);
    const end = ended.find(({ result }) => result !== 'applied') ?? ended[0];
    if (end === undefined) return change.action === 'manual' ? { ...change, ...notOpen } : toMade(change);
    const { result, error, sessions } = end;
    return {
      ...change,
      result,
      ...(error === undefined ? {} : { error }),
      ...(sessions === undefined ? {} : { sessions }),
    };
  });
  const made = saved.madeBefore?.map(toMade);
  return { ...rest, changes, ...(made === undefined ? {} : { late: made }) };
}

/** Whether a person has set it is not known: the files may have dropped it. */
const notOpen: Pick<AppliedChange, 'result' | 'error'> = {
  result: 'skipped',
  error: {
    code: 'no-longer-asked',
    message: 'The new plan no longer asks for it: a person has recorded it, or the files have changed.',
  },
};

const heldBack: Pick<AppliedChange, 'result' | 'error' | 'sessions'> = {
  result: 'skipped',
  error: { code: 'removal-held-back', message: '--no-removals holds removals back.' },
};

/** Throws `UsageError` (`foreign-plan`) for a saved plan of another environment. */
export function requireEnvironment({ environment }: Plan, live: Plan['environment']): void {
  if (environment.code === live.code && environment.domain === live.domain) return;
  throw new UsageError(
    'foreign-plan',
    `The plan was made for ${environment.code} at ${environment.domain}; these credentials belong to ${live.code} at ${live.domain}.`,
    { hint: 'Use the credentials of that environment, or plan again for this one.' },
  );
}

/** Returns the saved plan with a refusal, because valid files no longer fit Kinde. The refusal names the first reason. */
export function refuseUnplannable(saved: Plan, [reason]: readonly { readonly message: string }[]): Plan {
  const message = `${reason?.message ?? 'The configuration no longer fits Kinde.'} The saved plan is older than that: plan and review again.`;
  return { ...saved, refusals: [{ guard: 'plan-overtaken', message, override: null }] };
}
