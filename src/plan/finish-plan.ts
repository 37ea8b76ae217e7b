// Completes every kind of plan with the counts of its changes and its fingerprint.
import type { Change } from '../model/change.js';
import type { Plan, PlanSummary } from '../model/plan.js';
import { fingerprintPlan } from './fingerprint-plan.js';

/** Returns the plan with its fingerprint. */
export function finishPlan(plan: Omit<Plan, 'fingerprint'>): Plan {
  return { ...plan, fingerprint: fingerprintPlan(plan) };
}

/** Returns the number of changes by action; `unchanged` is the number of entries that match already. */
export function summarize(changes: readonly Change[], unchanged: number): PlanSummary {
  const count = (action: Change['action']): number =>
    changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    add: count('add') + count('invite'),
    remove: count('remove') + count('revoke'),
    manual: count('manual'),
    unchanged,
  };
}
