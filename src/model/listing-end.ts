// The last day of a listing: whether it has passed, and which of two counts. One person may have several listings in a list.
import type { Day } from './day.js';
import { joinReasons } from './join-reasons.js';

/** The part of a listing that tells how long and why its person belongs. */
export interface ListingTerms {
  readonly until?: Day;
  readonly reason?: string;
}

/** Returns the terms of a person of whom two listings hold: the later last day and both reasons. */
export function uniteTerms(one: ListingTerms, other: ListingTerms): ListingTerms {
  const until = laterEnd(one.until, other.until);
  const reason = joinReasons(one.reason, other.reason);
  return { ...(until === undefined ? {} : { until }), ...(reason === undefined ? {} : { reason }) };
}

/** Returns the one of two ended listings of a person that tells why they leave: the one that ended last. */
export function chooseEnded<Ended extends { readonly until: Day }>(
  one: Ended | undefined,
  other: Ended,
): Ended {
  return one === undefined || one.until < other.until ? other : one;
}

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
