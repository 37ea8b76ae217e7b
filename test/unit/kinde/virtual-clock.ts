// Time that passes only when nothing else is left to do, so that tests wait for hours in no time.

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock for tests; all times in milliseconds. */
export interface VirtualClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Lets time pass until the promise settles, and returns what it settles with. */
  run<Result>(promise: Promise<Result>): Promise<Result>;
}

/** Returns a clock that starts at `start`. */
export function createVirtualClock(start = 1_000_000): VirtualClock {
  let now = start;
  const timers: Timer[] = [];
  const advance = (): void => {
    timers.sort((a, b) => a.at - b.at);
    const next = timers.shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        timers.push({ at: now + ms, wake: resolve });
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), {
          once: true,
        });
      }),
    async run(promise) {
      const outcome = { isSettled: false };
      const settle = (): void => void (outcome.isSettled = true);
      promise.then(settle, settle);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (outcome.isSettled) return promise;
        advance();
      }
    },
  };
}
