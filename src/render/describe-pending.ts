// Says how many invitations are pending, which is a state and no change.
import { countNoun } from '../model/text/count-noun.js';
import type { PlanSummary } from '../model/plan.js';

/** Returns the sentence; none if no invitation is pending. */
export function describePending({ pendingInvitations = 0 }: PlanSummary): readonly string[] {
  if (pendingInvitations === 0) return [];
  return [
    `${countNoun(pendingInvitations, 'invitation is', 'invitations are')} pending: emailed earlier and not yet accepted.`,
  ];
}
