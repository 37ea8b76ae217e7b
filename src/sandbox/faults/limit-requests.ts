// The two limiters of Kinde as far as they are known: so many requests a second, and so many at once.
// Neither says its thresholds; both answer 429 with `RateLimit-Reset`.
import type { ConcurrencyLimit, Limit, RateLimit } from './fault-plan.js';

export interface Limiter {
  /** Returns the seconds after which to come back if the request is refused, else null. Counts it as under way. */
  enter(): number | null;
  /** Tells that an admitted request is answered. */
  leave(): void;
}

/** Returns a full bucket, or nobody under way. `now` is in milliseconds. */
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
