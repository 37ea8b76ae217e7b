// The gate that every request of a connection passes. It is closed after a 429; when it opens, it lets requests leave one
// by one at the learnt pace.
import { InterruptedError } from '../../model/errors.js';

/** The time and the way to wait, both in milliseconds; tests give virtual ones. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
}

export interface Gate {
  /** Resolves when a request may leave; throws `InterruptedError` in an interrupted run. */
  pass(): Promise<void>;
  /** Keeps the gate closed until `until`; a later call never opens it earlier. */
  close(until: number): void;
}

/** Returns an open gate. `pace` returns how many requests a second may leave at a time; null means no limit. */
export function createGate(clock: Clock, pace: (now: number) => number | null): Gate {
  let closedUntil = 0;
  let nextSlot = 0;
  let reached = 0;
  // Timers fire a little early, so a sleep counts even if the clock lags behind it.
  const readClock = (): number => Math.max(clock.now(), reached);
  const waitUntil = async (time: number): Promise<void> => {
    await wait(clock, Math.ceil(time - readClock()));
    reached = Math.max(reached, time);
  };
  const takeSlot = (): number => {
    const now = readClock();
    const rate = pace(now);
    if (rate === null) return now;
    const interval = 1000 / rate;
    // Timers also fire late, so a slot missed by less than one interval is not lost.
    const slot = Math.max(nextSlot, now - interval, closedUntil);
    nextSlot = slot + interval;
    return slot;
  };
  return {
    async pass() {
      do {
        await waitUntil(closedUntil);
        await waitUntil(takeSlot());
      } while (readClock() < closedUntil);
    },
    close(until) {
      closedUntil = Math.max(closedUntil, until);
      nextSlot = Math.max(nextSlot, until);
    },
  };
}

/** Waits for a number of milliseconds; throws `InterruptedError` as soon as the run is interrupted. */
export async function wait(clock: Clock, ms: number): Promise<void> {
  throwIfInterrupted(clock.signal);
  if (ms <= 0) return;
  try {
    await clock.sleep(ms, clock.signal);
  } finally {
    // `sleep` may resolve or reject when the signal fires, so the signal itself decides.
    throwIfInterrupted(clock.signal);
  }
}

function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new InterruptedError();
}
