// Kinde's two limiters, as far as they are known: one bounds the requests a second, the other the requests at once. Kinde
// does not publish their limits; both answer 429 with `RateLimit-Reset`.
import type { ConcurrencyLimit, Limit, RateLimit } from './fault-plan.js';

export interface Limiter {
  /** Admits a request and returns null, or returns the seconds of `RateLimit-Reset` for a refused one. */
  enter(): number | null;
  /** Notes that an admitted request is answered. */
  leave(): void;
}

/** Returns a limiter with a full bucket, or with no request under way. `now` is in milliseconds. */
export function createLimiter(limit: Limit, now: () => number): Limiter {
  return limit.kind === 'rate-limit' ? createBucket(limit, now) : createPlaces(limit);
}

function createBucket({ perSecond, burst }: RateLimit, now: () => number): Limiter {
  let tokens = burst;
  let filledAt = now();
  return {
    enter() {
      const time = now();
      tokens = Math.min(burst, tokens + ((time - filledAt) * perSecond) / 1000);
      filledAt = time;
      if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / perSecond));
      tokens -= 1;
      return null;
    },
    leave: () => undefined,
  };
}

function createPlaces({ most, resetSeconds = 1 }: ConcurrencyLimit): Limiter {
  let underWay = 0;
  return {
    enter() {
      if (underWay >= most) return resetSeconds;
      underWay += 1;
      return null;
    },
    leave: () => void (underWay -= 1),
  };
}
