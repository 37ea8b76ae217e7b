// The last day of a listing: whether it has passed, and which of two counts.
import type { Day } from './day.js';

/** Returns the earlier of two last days; undefined stands for no end. */
export function earlierEnd(one: Day | undefined, other: Day | undefined): Day | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** Returns the later of two last days; undefined stands for no end. */
export function laterEnd(one: Day | undefined, other: Day | undefined): Day | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one > other ? one : other;
}

/** Returns whether a listing with this last day has ended. Without a day, every listing holds. */
export function isOver(until: Day | undefined, day: Day | null): boolean {
  return until !== undefined && day !== null && until < day;
}
