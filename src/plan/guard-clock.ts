// The guard against a wrong clock of this machine: the day decides which listings hold, and a day too early would take people out.
import { describeClock } from '../model/text/describe-clock.js';
import { dayOf } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { DesiredState } from '../model/desired.js';
import { countNoun } from '../model/text/count-noun.js';
import type { Refusal } from '../model/notice.js';

/** The clocks behind a plan. */
export interface ClockFacts {
  /** The time in milliseconds that decided the day of the plan; undefined if the day was given. */
  readonly startedAt: number | undefined;
  /** Kinde's clock minus ours in milliseconds; null if unknown. */
  readonly difference: number | null;
}

/** So many milliseconds are no wrong clock: a listing may end by them too early or too late. */
const tolerated = 5 * 60_000;

/** Returns a refusal if a listing ends between the day of this machine's clock and the day of Kinde's. */
export function guardClock(
  { asOf, organizations }: Pick<DesiredState, 'asOf' | 'organizations'>,
  { startedAt, difference }: ClockFacts,
): readonly Refusal[] {
  if (asOf === undefined || startedAt === undefined || difference === null) return [];
  if (Math.abs(difference) <= tolerated) return [];
  const kindesDay = dayOf(startedAt + difference);
  const [first, last] = asOf < kindesDay ? [asOf, kindesDay] : [kindesDay, asOf];
  const days = new Set(organizations.flatMap(({ endDays = [] }) => endDays.filter(isWithin(first, last))));
  if (days.size === 0) return [];
  const message =
    `${describeClock(difference)} It says ${asOf}, and Kinde says ${kindesDay}. ` +
    `Listings end on ${countNoun(days.size, 'day')} between the two, so the plan may be wrong about them. ` +
    'Synchronize the clock with a time server, and run again.';
  return [{ guard: 'wrong-clock', message, override: null }];
}

/** A listing with this last day has ended by one of the two days only. */
function isWithin(first: Day, last: Day): (until: Day) => boolean {
  return (until) => first <= until && until < last;
}
