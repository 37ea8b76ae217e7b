// The back-off is decided here. After a 429 nothing leaves for the time that `decideThrottleBackOff` returns; a 503 with
// `Retry-After` does the same through `decideOutageBackOff`. `decideRetry` says whether the failed request is sent again.
// Pure: the limiter closes the gate, and `retryWithBackOff` waits and sends.
import type { Repetition } from '../../model/operations/operation.js';
import type { Fault } from '../http/classify-fault.js';
import type { WireResult } from '../http/transport.js';

const dayInSeconds = 86_400;
const shortestWaitMs = 250;
const longestWaitMs = 300_000;

/** The headers that tell how long to wait, as Kinde sent them. */
export interface WaitHeaders {
  /** `RateLimit-Reset`: seconds. */
  readonly reset: string | null;
  /** `Retry-After`: seconds, or a date. */
  readonly retryAfter?: string | null;
  /** `Date`: the server's time, by which a date in `Retry-After` is meant. */
  readonly date?: string | null;
}

export interface ThrottleSigns {
  readonly headers: WaitHeaders;
  /** How many closings of the gate preceded this one without a good answer between them. */
  readonly closingsInRow: number;
  /** A random number in [0, 1). */
  readonly random: number;
}

/**
 * Returns the milliseconds for which no request leaves after a 429. The headers decide; without them the wait is 1 s,
 * doubled for each closing in a row. From the third closing in a row on, the wait is at least half of that, since a
 * header may promise too little repeatedly. The wait stays within 250 ms and 5 minutes. Up to a
 * quarter is added at random, so that two runs do not come back together.
 */
export function decideThrottleBackOff({ headers, closingsInRow, random }: ThrottleSigns): number {
  const seconds = readAskedSeconds(headers);
  const backOff = 1000 * 2 ** Math.min(closingsInRow, 20);
  const asked = seconds === null ? backOff : seconds * 1000;
  return boundWait(closingsInRow > 1 ? Math.max(asked, backOff / 2) : asked, random);
}

/**
 * Returns the milliseconds for which no request leaves after a 503 with `Retry-After`, within the same bounds; null
 * without that header. `RateLimit-Reset` is ignored: it may stand on any answer and says nothing about an outage.
 */
export function decideOutageBackOff(headers: WaitHeaders, random: number): number | null {
  const seconds = readAskedSeconds({ ...headers, reset: null });
  return seconds === null ? null : boundWait(seconds * 1000, random);
}

function boundWait(ms: number, random: number): number {
  return Math.ceil(Math.min(Math.max(ms, shortestWaitMs), longestWaitMs) * (1 + random * 0.25));
}

/**
 * Returns the seconds that the headers ask for, the longer time if both do; null if they are absent or nonsense. More
 * than a day is nonsense too: most likely it is a point in time and not a duration.
 */
export function readAskedSeconds({ reset, retryAfter = null, date = null }: WaitHeaders): number | null {
  const asked = [parseSeconds(reset), parseSeconds(retryAfter) ?? secondsUntil(retryAfter, date)];
  const told = asked.filter((seconds) => seconds !== null);
  return told.length === 0 ? null : Math.max(...told);
}

function parseSeconds(header: string | null): number | null {
  const text = header?.trim() ?? '';
  return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? nullIfNonsense(Number(text)) : null;
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

// Both dates come from the server's clock, so a wrong clock on this machine does no harm.
function secondsUntil(header: string | null, date: string | null): number | null {
  const [until, from] = [header?.trim() ?? '', date?.trim() ?? ''];
  if (!httpDate.test(until) || !httpDate.test(from)) return null;
  return nullIfNonsense((Date.parse(until) - Date.parse(from)) / 1000);
}

function nullIfNonsense(seconds: number): number | null {
  return seconds >= 0 && seconds <= dayInSeconds ? seconds : null;
}

/** A failed attempt that a further attempt may cure. */
export type Failure =
  | { readonly kind: 'throttled' }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Returns how an attempt failed; null for an answer that a further attempt would not change. */
export function toFailure(result: WireResult): Failure | null {
  if (result.kind === 'fault') return { kind: 'fault', fault: result.fault };
  if (result.status === 429) return { kind: 'throttled' };
  // 408 is the server's own time-out and says no more than a 5xx.
  return result.status >= 500 || result.status === 408 ? { kind: 'server-error' } : null;
}

/** Returns whether Kinde may have carried out a request that failed like this. */
export function mayBeCarriedOut(failure: Failure): boolean {
  return failure.kind === 'server-error' || (failure.kind === 'fault' && failure.fault.mayBeSent);
}

/** The history of one request, the attempt that just failed included. */
export interface Attempts {
  readonly repetition: Repetition;
  /** Attempts that failed for another reason than a 429. */
  readonly failed: number;
  /** Milliseconds of waiting that 429s, and 503s with `Retry-After`, imposed on this request, the next wait included. */
  readonly toldMs: number;
  /** The most milliseconds of such waiting; absent for 10 minutes. */
  readonly patienceMs?: number;
  /** Whether Kinde may have carried out one of the attempts. */
  readonly mayBeDone: boolean;
  /** A random number in [0, 1). */
  readonly random: number;
}

/**
 * `retry`: the request is sent again after `ms`. `give-up`: no further attempt helps. `unclear`: no further attempt is
 * allowed, because Kinde may have carried out the write.
 */
export type RetryDecision =
  | { readonly kind: 'retry'; readonly ms: number }
  | { readonly kind: 'give-up' }
  | { readonly kind: 'unclear' };

const mostAttempts = 6;
const mostToldMs = 600_000;
const firstBackOffMs = 500;
const longestBackOffMs = 20_000;

/**
 * Returns what follows a failed attempt. Kinde did not carry out a throttled request: it goes again when the gate
 * opens, unless its waits, the next one included, exceed its patience. A request that never left goes again, up to 6
 * attempts. Any other failed request may have been carried out: it goes again, up to 6 attempts, unless its operation
 * allows one attempt only. A write whose effect stays unknown ends as `unclear`.
 */
export function decideRetry(failure: Failure, attempts: Attempts): RetryDecision {
  const isWrite = attempts.repetition !== 'read';
  if (canRetry(failure, attempts))
    return { kind: 'retry', ms: failure.kind === 'throttled' ? 0 : backOff(attempts) };
  return { kind: isWrite && attempts.mayBeDone ? 'unclear' : 'give-up' };
}

function canRetry(failure: Failure, attempts: Attempts): boolean {
  if (attempts.toldMs > (attempts.patienceMs ?? mostToldMs)) return false;
  if (failure.kind === 'throttled') return true;
  if (mayBeCarriedOut(failure) && attempts.repetition === 'once') return false;
  return !isHopeless(failure) && attempts.failed < mostAttempts;
}

// A certificate does not get better, nor does an answer get smaller.
function isHopeless(failure: Failure): boolean {
  if (failure.kind !== 'fault') return false;
  return failure.fault.reason === 'tls-failed' || failure.fault.reason === 'answer-too-large';
}

// Full jitter: the wait is random between nothing and the bound, so requests that failed together come back apart.
function backOff(attempts: Attempts): number {
  const bound = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (attempts.failed - 1));
  return Math.round(bound * attempts.random);
}
