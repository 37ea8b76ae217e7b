// The story of a saved plan: of a plan made anew, what stands in both is carried out, and told change by change.
import { UsageError } from '../model/errors.js';
import { leaveUntouched } from '../model/outcome.js';
import type { AppliedChange, ApplyReport, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { approvePlan } from '../plan/approve-plan.js';
import type { PlanInput } from '../plan/build-plan.js';

/** What a saved plan approves of a new one. */
export interface Approved {
  readonly plan: Plan;
  /** Returns the report of carrying out `plan` as a report on the saved plan: one result for each of its changes. */
  readonly report: (report: ApplyReport) => ApplyReport;
}

export const refusedError: OutcomeError = {
  code: 'refused',
  message: 'The plan was refused for safety.',
};

/** Returns what stands in both plans; `basis` is what the new plan was built from. */
export function approveSaved(saved: Plan, basis: PlanInput): Approved {
  const { plan, carriedBy } = approvePlan(saved, basis);
  return {
    plan,
    report: (report) => {
      if (report.refusals.length > 0) {
        const { refusals, warnings, requests, reads } = report;
        return {
          ...leaveUntouched(saved, refusedError),
          refusals,
          warnings,
          requests,
          reads,
          verified: false,
        };
      }
      const ends = new Map(plan.changes.map((change, index) => [change, report.changes[index]]));
      const changes = saved.changes.map((change): AppliedChange => {
        const carriers = carriedBy.get(change) ?? [];
        const ended = carriers.map((one) => ends.get(one) ?? heldBack);
        const end = ended.find(({ result }) => result !== 'applied') ?? ended[0];
        if (end === undefined)
          return change.action === 'manual' ? { ...change, ...notOpen } : { ...change, result: 'applied' };
        return { ...change, result: end.result, ...(end.error === undefined ? {} : { error: end.error }) };
      });
      return { ...report, changes };
    },
  };
}

/** Whether a person has set it is not known: the files may have dropped it. */
const notOpen: Pick<AppliedChange, 'result' | 'error'> = {
  result: 'skipped',
  error: {
    code: 'by-hand',
    message: 'The new plan no longer asks for it: a person has recorded it, or the files have changed.',
  },
};

const heldBack: Pick<AppliedChange, 'result' | 'error'> = {
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

/** Returns the saved plan as refused because sound files no longer fit Kinde, with the first reason. */
export function refuseUnplannable(saved: Plan, [reason]: readonly { readonly message: string }[]): Plan {
  const message = `${reason?.message ?? 'The configuration no longer fits Kinde.'} The saved plan is older than that: plan and review again.`;
  return { ...saved, refusals: [{ guard: 'plan-overtaken', message, override: null }] };
}
