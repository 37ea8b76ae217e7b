// Servers that limiter, in virtual time: what the pacing has to live with.
import type { WireResult } from '../../../../src/kinde/http/transport.js';
import type { VirtualClock } from '../virtual-clock.js';

export interface LimitedServer {
  readonly transmit: () => Promise<WireResult>;
  /** Times at which requests arrived, and which of them were refused. */
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly at: number;
  readonly isRefused: boolean;
}

const good: WireResult = { kind: 'answer', status: 200, reset: null, body: '{}' };

function refusal(reset: string | null): WireResult {
  return { kind: 'answer', status: 429, reset, body: '' };
}

export interface BucketOptions {
  readonly perSecond: number;
  readonly capacity: number;
  readonly latencyMs: number;
  readonly reset: string | null;
}

/** Returns a server with a token bucket; a refused request takes no token. */
export function createBucketServer(clock: VirtualClock, options: BucketOptions): LimitedServer {
  let level = options.capacity;
  let filledAt = clock.now();
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    async transmit() {
      const now = clock.now();
      level = Math.min(options.capacity, level + ((now - filledAt) * options.perSecond) / 1000);
      filledAt = now;
      const isRefused = level < 1;
      if (!isRefused) level -= 1;
      arrivals.push({ at: now, isRefused });
      await clock.sleep(options.latencyMs);
      return isRefused ? refusal(options.reset) : good;
    },
  };
}

export interface FlightOptions {
  readonly mostAtOnce: number;
  readonly latencyMs: number;
  readonly reset: string | null;
}

/** Returns a server that refuses what goes beyond a number of requests at once. */
export function createFlightServer(clock: VirtualClock, options: FlightOptions): LimitedServer {
  let flight = 0;
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    async transmit() {
      const isRefused = flight >= options.mostAtOnce;
      arrivals.push({ at: clock.now(), isRefused });
      if (isRefused) {
        await clock.sleep(1);
        return refusal(options.reset);
      }
      flight += 1;
      await clock.sleep(options.latencyMs);
      flight -= 1;
      return good;
    },
  };
}
