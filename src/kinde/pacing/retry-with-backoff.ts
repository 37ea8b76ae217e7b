// Sends a request again as often as that is right, and says how it ended. It must never send again what may have
// been carried out, unless that may be repeated.
import { decideRetry, mayBeCarriedOut, toFailure } from './decide-retry.js';
import { wait, type Clock } from './gate.js';
import type { Repetition } from '../../model/operation.js';
import type { Sent } from './throttle.js';
import type { WireResult } from '../http/transport.js';
import type { WireEvent } from '../wire-event.js';

export interface RideOptions extends Clock {
  readonly random: () => number;
  readonly onEvent: (event: WireEvent) => void;
}

/** One request: how it is sent once, and whether it may be repeated. */
export interface Ride {
  readonly operation: string;
  readonly repetition: Repetition;
  readonly attempt: () => Promise<Sent>;
}

/** How it ended: with the last result or with what an attempt threw; and whether it may have been carried out. */
export interface RideEnd {
  readonly result: WireResult | { readonly kind: 'thrown'; readonly thrown: unknown };
  readonly mayBeDone: boolean;
}

interface Progress {
  readonly failed: number;
  readonly toldMs: number;
  readonly mayBeDone: boolean;
}

/** Sends until sending again would not help or is not allowed; never rejects. */
export async function rideOut(options: RideOptions, ride: Ride): Promise<RideEnd> {
  let progress: Progress = { failed: 0, toldMs: 0, mayBeDone: false };
  try {
    for (;;) {
      const sent = await ride.attempt();
      progress = addAttempt(progress, sent);
      const ms = decideWait(options, ride, { sent, progress });
      if (ms === null) return { result: sent.result, mayBeDone: progress.mayBeDone };
      await wait(options, ms);
    }
  } catch (thrown) {
    return { result: { kind: 'thrown', thrown }, mayBeDone: progress.mayBeDone };
  }
}

function addAttempt(progress: Progress, sent: Sent): Progress {
  const failure = toFailure(sent.result);
  if (failure === null) return progress;
  const isTold = failure.kind === 'throttled' || failure.kind === 'server-error';
  const toldMs = progress.toldMs + (isTold ? sent.closedMs : 0);
  if (failure.kind === 'throttled') return { ...progress, toldMs };
  const mayBeDone = progress.mayBeDone || mayBeCarriedOut(failure);
  return { failed: progress.failed + 1, toldMs, mayBeDone };
}

interface Attempted {
  readonly sent: Sent;
  readonly progress: Progress;
}

// Returns the milliseconds to wait, or null if it is not sent again. The gate itself keeps throttled ones waiting.
function decideWait(options: RideOptions, ride: Ride, { sent, progress }: Attempted): number | null {
  const { operation, repetition } = ride;
  const failure = toFailure(sent.result);
  if (failure === null) return null;
  const isThrottled = failure.kind === 'throttled';
  if (isThrottled) options.onEvent({ kind: 'throttled', operation, ms: sent.closedMs });
  const decision = decideRetry(failure, { ...progress, repetition, random: options.random() });
  if (decision.kind !== 'retry') return null;
  if (!isThrottled) {
    const ms = Math.max(decision.ms, sent.closedMs);
    options.onEvent({ kind: 'retrying', operation, attempt: progress.failed, ms });
  }
  return decision.ms;
}
