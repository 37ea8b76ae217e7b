// Joins the gate, the one limiter and what is learnt from answers: everything sent to Kinde goes through here.
// It must not know what is asked, nor decide whether something is sent again.
import pLimit from 'p-limit';
import { afterFailure, afterGoodAnswer, startConcurrency } from './adapt-concurrency.js';
import { createGate, type Clock } from './gate.js';
import { afterAdmitted, afterRefusal, paceAt, startPace } from './learn-pace.js';
import { decideOutageWait, decideThrottleWait, type WaitHeaders } from './throttle-wait.js';
import type { WireResult } from '../http/transport.js';

export interface ThrottleOptions extends Clock {
  readonly random: () => number;
  /** The most requests that may be under way at once. */
  readonly concurrency: number;
}

export interface Throttle {
  /** Runs a task in one of the places; tasks wait in the order they came. A task must not enter again. */
  enter<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves when a request may leave; throws `InterruptedError` in an interrupted run. */
  pass(): Promise<void>;
  /** Sends once the gate lets it. Throws `InterruptedError` rather than send in an interrupted run. */
  send(transmit: () => Promise<WireResult>): Promise<Sent>;
}

/** What came of a request, and for how many milliseconds from now nothing will leave. */
export interface Sent {
  readonly result: WireResult;
  readonly closedMs: number;
}

/** How a request stood when it left: its number, and how many were under way with it. */
interface Departure {
  readonly serial: number;
  readonly flight: number;
}

/** Returns the throttle of a run. At most one decrease of the concurrency is made for each closing of the gate. */
export function createThrottle(options: ThrottleOptions): Throttle {
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
    // Requests that were under way together fail together; that is one sign, not many.
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
    // Refusals of requests that left before the gate closed belong to that closing: they count once.
    if (isNew) closingsInRow += 1;
    const random = options.random();
    const waitMs = decideThrottleWait({ headers, closingsInRow: Math.max(0, closingsInRow - 1), random });
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
      const outageMs = result.status === 503 ? decideOutageWait(result, options.random()) : null;
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
