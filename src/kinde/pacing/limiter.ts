// The limiter: every request to Kinde goes through it. It bounds the concurrency, closes the gate after a 429 and learns
// the pace from the answers. It never sends a request again; `retryWithBackOff` does.
import pLimit, { type LimitFunction } from 'p-limit';
import {
  afterFailure,
  afterGoodAnswer,
  startConcurrency,
  type ConcurrencyState,
} from './adapt-concurrency.js';
import { decideOutageBackOff, decideThrottleBackOff, type WaitHeaders } from './decide-back-off.js';
import { createGate, type Clock, type Gate } from './gate.js';
import { afterAdmitted, afterRefusal, paceAt, startPace, type PaceState } from './learn-pace.js';
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
  return new AdaptiveLimiter(options);
}

class AdaptiveLimiter implements Limiter {
  readonly #options: LimiterOptions;
  readonly #limit: LimitFunction;
  readonly #gate: Gate;
  #concurrency: ConcurrencyState;
  #pace: PaceState;
  #serial = 0;
  #flight = 0;
  /** The serials of the last request before the last decrease and before the last closing. */
  #lastDecrease = 0;
  #lastClosing = 0;
  #closingsInRow = 0;
  #closedUntil = 0;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#concurrency = startConcurrency(options.concurrency);
    this.#pace = startPace(options.now());
    this.#limit = pLimit(this.#concurrency.limit);
    this.#gate = createGate(options, (now) => paceAt(this.#pace, now));
  }

  enter<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.#limit(task);
  }

  pass(): Promise<void> {
    return this.#gate.pass();
  }

  async send(transmit: () => Promise<WireResult>): Promise<Sent> {
    await this.#gate.pass();
    this.#flight += 1;
    this.#serial += 1;
    const departure = { serial: this.#serial, flight: this.#flight };
    const result = await transmit().finally(() => (this.#flight -= 1));
    this.#learn(result, departure);
    const { limit } = this.#concurrency;
    if (this.#limit.concurrency !== limit) this.#limit.concurrency = limit;
    return { result, closedMs: Math.max(0, this.#closedUntil - this.#options.now()) };
  }

  #learn(result: WireResult, departure: Departure): void {
    if (result.kind === 'fault') {
      this.#decrease(departure, null);
    } else if (result.status === 429) {
      this.#close(departure, result);
    } else {
      this.#pace = afterAdmitted(this.#pace);
      if (result.status >= 500) this.#slowDown(departure, result);
      else this.#speedUp(departure);
    }
  }

  #speedUp({ serial, flight }: Departure): void {
    this.#concurrency = afterGoodAnswer(this.#concurrency, flight);
    if (serial > this.#lastClosing) this.#closingsInRow = 0;
  }

  #slowDown(departure: Departure, answer: WaitHeaders & { readonly status: number }): void {
    const { now, random } = this.#options;
    const outageMs = answer.status === 503 ? decideOutageBackOff(answer, random()) : null;
    if (outageMs !== null) this.#hold(now() + outageMs);
    this.#decrease(departure, null);
  }

  #close(departure: Departure, headers: WaitHeaders): void {
    const now = this.#options.now();
    const isNew = departure.serial > this.#lastClosing;
    // Requests that left before the gate closed belong to the same closing, which counts once.
    if (isNew) this.#closingsInRow += 1;
    const closingsInRow = Math.max(0, this.#closingsInRow - 1);
    const waitMs = decideThrottleBackOff({ headers, closingsInRow, random: this.#options.random() });
    this.#hold(now + waitMs);
    if (!isNew) return;
    this.#lastClosing = this.#serial;
    const isFlightToBlame = departure.flight >= this.#concurrency.limit;
    this.#pace = afterRefusal(this.#pace, { now, waitMs, isFlightToBlame });
    this.#decrease(departure, isFlightToBlame ? departure.flight : null);
  }

  #hold(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until);
    this.#gate.close(this.#closedUntil);
  }

  #decrease({ serial }: Departure, blamedFlight: number | null): void {
    // Requests that were under way together fail together; that counts as one failure.
    if (serial <= this.#lastDecrease) return;
    this.#lastDecrease = this.#serial;
    this.#concurrency = afterFailure(this.#concurrency, blamedFlight);
  }
}
