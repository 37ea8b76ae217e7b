// The one gate that every request of the process passes: closed after a 429, and letting requests out one by one
// at the learnt pace when it opens. It must not know what the requests are.
import { InterruptedError } from '../../model/errors.js';

/** The clock and the way to wait, so that tests need no real time; both in milliseconds. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
}

export interface Gate {
  /** Resolves when a request may leave; throws `InterruptedError` once the run is interrupted. */
  pass(): Promise<void>;
  /** Lets nothing leave before `until`; a closed gate is never opened earlier. */
  close(until: number): void;
}

/** Returns an open gate. `pace` tells the requests a second that may leave at a time, or null for no limit. */
export function createGate(clock: Clock, pace: (now: number) => number | null): Gate {
  let closedUntil = 0;
  let nextSlot = 0;
  let reached = 0;
  // A sleep counts as slept even if the clock lags behind it: timers fire a little early.
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
    // Timers are late, too: a slot missed by less than one interval is not lost.
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
    // Sleeping may reject when the signal fires; either way the signal tells what happened.
    throwIfInterrupted(clock.signal);
  }
}

function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new InterruptedError();
}
