// The outside that a connection uses by default: Node's HTTP, the clock, the timer and random numbers. Tests give their own.
import { setTimeout as wait } from 'node:timers/promises';
import { lightFetch } from './http/light-fetch.js';
import type { Fetch } from './http/light-fetch.js';

/** The functions that a connection needs from outside. */
export interface Wire {
  /** Sends a request. Absent: Node's `http` and `https`; `globalThis.fetch` fits, too. */
  readonly fetch: Fetch;
  /** Milliseconds since 1970. Absent: `Date.now`. */
  readonly now: () => number;
  /** Waits for milliseconds, or until the signal fires. Absent: a timer of Node. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1). Absent: `Math.random`. */
  readonly random: () => number;
}

/** The functions that replace absent ones. */
export const wireDefaults: Wire = {
  fetch: lightFetch,
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
  random: () => Math.random(),
};
