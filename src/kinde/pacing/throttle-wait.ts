// Decides how long everything waits after a 429, and after a 503 that says how long. Pure: it must not look at the clock.

const dayInSeconds = 86_400;
const shortestMs = 250;
const longestMs = 300_000;

/** The headers that tell how long to wait, as they came. */
export interface WaitHeaders {
  /** `RateLimit-Reset`: seconds. */
  readonly reset: string | null;
  /** `Retry-After`: seconds, or a date. */
  readonly retryAfter?: string | null;
  /** `Date`: what time it is where a date was written. */
  readonly date?: string | null;
}

/**
 * Returns the seconds that the headers ask for, the longer where both do; null where they are absent or nonsense. More
 * than a day is nonsense too: it is most likely a point in time rather than a duration.
 */
export function readAskedSeconds({ reset, retryAfter = null, date = null }: WaitHeaders): number | null {
  const asked = [parseSeconds(reset), parseSeconds(retryAfter) ?? countUntil(retryAfter, date)];
  const told = asked.filter((seconds) => seconds !== null);
  return told.length === 0 ? null : Math.max(...told);
}

function parseSeconds(header: string | null): number | null {
  const text = header?.trim() ?? '';
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? refuseNonsense(Number(text)) : null;
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

// Both dates are of one clock; ours may be off.
function countUntil(header: string | null, date: string | null): number | null {
  const [until, from] = [header?.trim() ?? '', date?.trim() ?? ''];
  if (!httpDate.test(until) || !httpDate.test(from)) return null;
  return refuseNonsense((Date.parse(until) - Date.parse(from)) / 1000);
}

function refuseNonsense(seconds: number): number | null {
  return seconds >= 0 && seconds <= dayInSeconds ? seconds : null;
}

export interface ThrottleSigns {
  readonly headers: WaitHeaders;
  /** How many times in a row the gate closed without a good answer between, this one not counted. */
  readonly closingsInRow: number;
  /** A random number in [0, 1). */
  readonly random: number;
}

/**
 * Returns the milliseconds for which no request may leave. Rule: what the headers say, but at least 1 s doubled
 * for every closing in a row after the first (so a header that promises too much is not believed for ever); all
 * within 250 ms and 5 minutes; then up to a quarter more at random, so that two runs don't come back together.
 */
export function decideThrottleWait({ headers, closingsInRow, random }: ThrottleSigns): number {
  const seconds = readAskedSeconds(headers);
  const backOff = 1000 * 2 ** Math.min(closingsInRow, 20);
  const asked = seconds === null ? backOff : seconds * 1000;
  return bound(closingsInRow > 1 ? Math.max(asked, backOff / 2) : asked, random);
}

/**
 * Returns the milliseconds for which the `Retry-After` of a 503 asks everything to wait, within the same bounds; null
 * where there is none. `RateLimit-Reset` may stand on any answer and says nothing of an outage.
 */
export function decideOutageWait(headers: WaitHeaders, random: number): number | null {
  const seconds = readAskedSeconds({ ...headers, reset: null });
  return seconds === null ? null : bound(seconds * 1000, random);
}

function bound(ms: number, random: number): number {
  return Math.ceil(Math.min(Math.max(ms, shortestMs), longestMs) * (1 + random * 0.25));
}
