// Decides how long everything waits after a 429. Pure: it must not look at the clock.

const dayInSeconds = 86_400;
const shortestMs = 250;
const longestMs = 300_000;

/**
 * Returns the seconds in a `RateLimit-Reset` header, or null if it is absent or nonsense. More than a day is
 * nonsense too: it is most likely a point in time rather than a duration.
 */
export function parseReset(header: string | null): number | null {
  const text = header?.trim() ?? '';
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(text)) return null;
  const seconds = Number(text);
  return seconds > dayInSeconds ? null : seconds;
}

export interface ThrottleSigns {
  /** The header `RateLimit-Reset` as it came. */
  readonly reset: string | null;
  /** How many times in a row the gate closed without a good answer between, this one not counted. */
  readonly closingsInRow: number;
  /** A random number in [0, 1). */
  readonly random: number;
}

/**
 * Returns the milliseconds for which no request may leave. Rule: what the header says, but at least 1 s doubled
 * for every closing in a row after the first (so a header that promises too much is not believed for ever); all
 * within 250 ms and 5 minutes; then up to a quarter more at random, so that two runs don't come back together.
 */
export function decideThrottleWait(signs: ThrottleSigns): number {
  const seconds = parseReset(signs.reset);
  const backOff = 1000 * 2 ** Math.min(signs.closingsInRow, 20);
  const asked = seconds === null ? backOff : seconds * 1000;
  const waited = signs.closingsInRow > 1 ? Math.max(asked, backOff / 2) : asked;
  const bounded = Math.min(Math.max(waited, shortestMs), longestMs);
  return Math.ceil(bounded * (1 + signs.random * 0.25));
}
