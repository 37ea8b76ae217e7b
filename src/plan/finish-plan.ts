// Completes every kind of plan with the counts of its changes, its rule for sessions and its fingerprint.
import { endsSessions } from '../kinds/membership/mark-access.js';
import type { Change } from '../model/change.js';
import type { Safety } from '../model/desired.js';
import type { Plan, PlanSummary } from '../model/plan.js';
import { fingerprintPlan } from './fingerprint-plan.js';

/** Returns the plan with its fingerprint. */
export function finishPlan(plan: Omit<Plan, 'fingerprint'>): Plan {
  return { ...plan, fingerprint: fingerprintPlan(plan) };
}

/** Returns the rule by which apply ends sessions; none if no change ends any. */
export function nameRule(
  changes: readonly Change[],
  { endSessions: rule }: Safety,
): Pick<Plan, 'endSessions'> {
  return rule === 'never' || !changes.some(endsSessions) ? {} : { endSessions: rule };
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
