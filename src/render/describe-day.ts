// Says for which day a plan holds, where listings with a last day decide who belongs.
import type { Plan } from '../model/plan.js';

/** Returns a sentence on the day and the next end; none if no listing has an end. */
export function describeDay({ asOf, nextEnd, changes, warnings }: Plan): readonly string[] {
  const hasEnded =
    changes.some((change) => change.action === 'remove' && change.until !== undefined) ||
    warnings.some(({ code }) => code === 'ended-listing');
  if (asOf === undefined || (nextEnd === undefined && !hasEnded)) return [];
  const next = nextEnd === undefined ? '' : ` The next membership ends after ${nextEnd}.`;
  return [`As of ${asOf} (UTC).${next}`];
}
