// The limiter: every request to Kinde goes through it. It bounds the concurrency, closes the gate after a 429 and learns
// the pace from the answers. It never sends a request again; `retryWithBackOff` does.
import pLimit from 'p-limit';
import { afterFailure, afterGoodAnswer, startConcurrency } from './adapt-concurrency.js';
import { decideOutageBackOff, decideThrottleBackOff, type WaitHeaders } from './decide-back-off.js';
import { createGate, type Clock } from './gate.js';
import { afterAdmitted, afterRefusal, paceAt, startPace } from './learn-pace.js';
import type { WireResult } from '../http/transport.js';

export interface LimiterOptions extends Clock {
  readonly random: () => number;
  /** The most requests that may be under way at once. */
  readonly concurrency: number;
}

export interface Limiter {
  /** Runs a task within the concurrency; tasks wait in their order of arrival. A task must not enter again. */
  enter<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves when a request may leave; throws `InterruptedError` in an interrupted run. */
  pass(): Promise<void>;
  /** Sends as soon as the gate allows it. Throws `InterruptedError` in an interrupted run, and sends nothing. */
  send(transmit: () => Promise<WireResult>): Promise<Sent>;
}

/** The result of an attempt, and for how many milliseconds the gate stays closed. */
export interface Sent {
  readonly result: WireResult;
  readonly closedMs: number;
}

/** A request at its departure: its number, and how many requests were under way, itself included. */
interface Departure {
  readonly serial: number;
  readonly flight: number;
}

/** Returns the limiter of a connection. The concurrency decreases at most once for each closing of the gate. */
export function createLimiter(options: LimiterOptions): Limiter {
  let concurrency = startConcurrency(options.concurrency);
  let pace = startPace(options.now());
  let serial = 0;
  let flight = 0;
  let lastDecrease = 0;
  let lastClosing = 0;
  let closingsInRow = 0;
  let closedUntil = 0;
  const limit = pLimit(concurrency.limit);
  const gate = createGate(options, (now) => paceAt(pace, now));

  const decrease = (departure: Departure, blamedFlight: number | null): void => {
    // Requests that were under way together fail together; that counts as one failure.
    if (departure.serial <= lastDecrease) return;
    lastDecrease = serial;
    concurrency = afterFailure(concurrency, blamedFlight);
  };

  const hold = (until: number): void => {
    closedUntil = Math.max(closedUntil, until);
    gate.close(closedUntil);
  };

  const close = (departure: Departure, headers: WaitHeaders): void => {
    const now = options.now();
    const isNew = departure.serial > lastClosing;
    // Requests that left before the gate closed belong to the same closing, which counts once.
    if (isNew) closingsInRow += 1;
    const random = options.random();
    const waitMs = decideThrottleBackOff({ headers, closingsInRow: Math.max(0, closingsInRow - 1), random });
    hold(now + waitMs);
    if (!isNew) return;
    lastClosing = serial;
    const isFlightToBlame = departure.flight >= concurrency.limit;
    pace = afterRefusal(pace, { now, waitMs, isFlightToBlame });
    decrease(departure, isFlightToBlame ? departure.flight : null);
  };

  const learn = (result: WireResult, departure: Departure): void => {
    if (result.kind === 'answer' && result.status === 429) {
      close(departure, result);
      return;
    }
    if (result.kind === 'fault') {
      decrease(departure, null);
      return;
    }
    pace = afterAdmitted(pace);
    if (result.status >= 500) {
      const outageMs = result.status === 503 ? decideOutageBackOff(result, options.random()) : null;
      if (outageMs !== null) hold(options.now() + outageMs);
      decrease(departure, null);
      return;
    }
    concurrency = afterGoodAnswer(concurrency, departure.flight);
    if (departure.serial > lastClosing) closingsInRow = 0;
  };

  return {
    enter: (task) => limit(task),
    pass: () => gate.pass(),
    async send(transmit) {
      await gate.pass();
      flight += 1;
      serial += 1;
      const departure = { serial, flight };
      const result = await transmit().finally(() => (flight -= 1));
      learn(result, departure);
      if (limit.concurrency !== concurrency.limit) limit.concurrency = concurrency.limit;
      return { result, closedMs: Math.max(0, closedUntil - options.now()) };
    },
  };
}
