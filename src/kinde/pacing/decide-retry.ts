// Decides whether a request that went wrong is sent again. Pure: it neither waits nor sends.
import type { Fault } from './classify-fault.js';
import type { Repetition } from '../../model/operation.js';
import type { WireResult } from '../http/transport.js';

/** What came of one attempt that was not a success and that sending again may cure. */
export type Failure =
  | { readonly kind: 'throttled' }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** What is known of a call so far, the attempt that just failed included. */
export interface Attempts {
  readonly repetition: Repetition;
  /** Attempts that failed for another reason than a 429. */
  readonly failed: number;
  /** Milliseconds this call was told to wait by 429s, and by 503s that say how long. */
  readonly toldMs: number;
  /** Whether some attempt may have been carried out. */
  readonly mayBeDone: boolean;
  /** A random number in [0, 1). */
  readonly random: number;
}

/**
 * `retry`: again after `ms`. `give-up`: nothing more to try. `unclear`: nothing more may be tried, since the
 * request may have been carried out.
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
 * Returns what to do after a failed attempt. A 429 was not carried out: again once the gate is open, for up to
 * 10 minutes of waiting, also for what a 503 asks for. A request that never left: again, up to 6 attempts. Anything else may have been carried
 * out: again for what may be repeated, up to 6 attempts, never for what may be sent once. A write that ends with
 * an attempt of which nobody knows whether it was carried out is `unclear`.
 */
export function decideRetry(failure: Failure, attempts: Attempts): RetryDecision {
  const isWrite = attempts.repetition !== 'read';
  if (canRetry(failure, attempts))
    return { kind: 'retry', ms: failure.kind === 'throttled' ? 0 : backOff(attempts) };
  return { kind: isWrite && attempts.mayBeDone ? 'unclear' : 'give-up' };
}

function canRetry(failure: Failure, attempts: Attempts): boolean {
  if (attempts.toldMs > mostToldMs) return false;
  if (failure.kind === 'throttled') return true;
  if (mayBeCarriedOut(failure) && attempts.repetition === 'once') return false;
  return !isHopeless(failure) && attempts.failed < mostAttempts;
}

/** Returns what failed, or null for an answer that sending again would not change. */
export function toFailure(result: WireResult): Failure | null {
  if (result.kind === 'fault') return { kind: 'fault', fault: result.fault };
  if (result.status === 429) return { kind: 'throttled' };
  // 408 is the server's own time-out and says no more than a 5xx does.
  return result.status >= 500 || result.status === 408 ? { kind: 'server-error' } : null;
}

/** Returns whether a request that failed like this may have been carried out all the same. */
export function mayBeCarriedOut(failure: Failure): boolean {
  return failure.kind === 'server-error' || (failure.kind === 'fault' && failure.fault.mayBeSent);
}

// A certificate does not get better, nor does an answer get smaller.
function isHopeless(failure: Failure): boolean {
  if (failure.kind !== 'fault') return false;
  return failure.fault.reason === 'tls-failed' || failure.fault.reason === 'answer-too-large';
}

// Full jitter: any wait between nothing and the bound, so that requests that failed together come back apart.
function backOff(attempts: Attempts): number {
  const bound = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (attempts.failed - 1));
  return Math.round(bound * attempts.random);
}
