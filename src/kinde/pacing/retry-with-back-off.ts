// The retry loop: sends a request, asks `decideRetry` after each failure, waits and sends again. A request that Kinde
// may have carried out is sent again only if its operation allows repetition.
import type { Operation } from '../../model/operations/operation.js';
import type { WireResult } from '../http/transport.js';
import type { WireEvent } from '../wire-event.js';
import { decideRetry, mayBeCarriedOut, toFailure } from './decide-back-off.js';
import { wait, type Clock } from './gate.js';
import type { Sent } from './limiter.js';

export interface RetryOptions extends Clock {
  readonly random: () => number;
  readonly onEvent: (event: WireEvent) => void;
}

/** A request: one attempt to send it, and whether and how long its operation may be repeated. */
export interface RetriedRequest {
  readonly operation: Pick<Operation, 'id' | 'repetition' | 'patienceMs'>;
  readonly attempt: () => Promise<Sent>;
}

/** The end of a request: the last result, or the error that an attempt threw; and whether Kinde may have done it. */
export interface RetryEnd {
  readonly result: WireResult | { readonly kind: 'thrown'; readonly thrown: unknown };
  readonly mayBeDone: boolean;
}

interface Progress {
  readonly failed: number;
  readonly toldMs: number;
  readonly mayBeDone: boolean;
}

/** Returns the end of a request, after as many attempts as `decideRetry` allows; never rejects. */
export async function retryWithBackOff(options: RetryOptions, request: RetriedRequest): Promise<RetryEnd> {
  let progress: Progress = { failed: 0, toldMs: 0, mayBeDone: false };
  try {
    for (;;) {
      const sent = await request.attempt();
      progress = addAttempt(progress, sent);
      const ms = decideWait(options, request, { sent, progress });
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

// Returns the milliseconds to wait, or null if the request has ended. A throttled request waits at the gate.
function decideWait(
  options: RetryOptions,
  { operation: { id: operation, ...bounds } }: RetriedRequest,
  { sent, progress }: Attempted,
): number | null {
  const failure = toFailure(sent.result);
  if (failure === null) return null;
  const isThrottled = failure.kind === 'throttled';
  if (isThrottled) options.onEvent({ kind: 'throttled', operation, ms: sent.closedMs });
  const decision = decideRetry(failure, { ...bounds, ...progress, random: options.random() });
  if (decision.kind !== 'retry') return null;
  if (!isThrottled) {
    const ms = Math.max(decision.ms, sent.closedMs);
    options.onEvent({ kind: 'retrying', operation, attempt: progress.failed, ms });
  }
  return decision.ms;
}
