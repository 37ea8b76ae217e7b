// What can go wrong with the sandbox by order: the words of a fault plan. Types only; the same plan and the same
// requests always give the same faults.

/** Which requests a fault hits. Without `operations` all, with neither `calls` nor `probability` every one of them. */
export interface Aim {
  /** Kinde's operation ids, or `token`. */
  readonly operations?: readonly string[];
  /** The first is 1; counted over the requests that this fault could hit. */
  readonly calls?: readonly number[];
  /** From 0 to 1. */
  readonly probability?: number;
}

/** A token bucket: `burst` requests at once, refilled with `perSecond`; what finds it empty is answered 429. */
export interface RateLimit extends Pick<Aim, 'operations'> {
  readonly kind: 'rate-limit';
  readonly perSecond: number;
  readonly burst: number;
}

/** At most this many requests under way; the others are answered 429. */
export interface ConcurrencyLimit extends Pick<Aim, 'operations'> {
  readonly kind: 'concurrency-limit';
  readonly most: number;
  /** What `RateLimit-Reset` says, in seconds; 1 if absent. */
  readonly resetSeconds?: number;
}

/** Lists give at most this many rows a page, however many are asked for. */
export interface ShortPages extends Pick<Aim, 'operations'> {
  readonly kind: 'short-pages';
  readonly rows: number;
}

/** An answer of 5xx, in HTML as gateways give it; with `takesEffect` the request was carried out all the same. */
export interface ServerError extends Aim {
  readonly kind: 'server-error';
  /** 503 if absent. */
  readonly status?: number;
  readonly takesEffect?: boolean;
}

/** The request is carried out and the answer comes late. */
export interface SlowAnswer extends Aim {
  readonly kind: 'slow-answer';
  readonly ms: number;
}

/**
 * `reset-before`: the connection breaks before the request takes effect. `reset-after`: it breaks afterwards.
 * `truncated-answer`: it breaks in the middle of the answer. `half-answer`: half of the JSON comes as if it were
 * all. `expired-token`: every token given out so far ends as the request comes in. `partial-bulk`: a bulk write
 * handles only some of its people and says so in its lists alone.
 */
export interface PlainFault extends Aim {
  readonly kind:
    'reset-before' | 'reset-after' | 'truncated-answer' | 'half-answer' | 'expired-token' | 'partial-bulk';
}

/** Somebody joins, leaves or is deleted between two pages of a list of people. Only later pages count as calls. */
export interface ListChange extends Aim {
  readonly kind: 'list-change';
  readonly change: 'join' | 'leave' | 'delete';
}

export type Limit = RateLimit | ConcurrencyLimit;
export type AimedFault = ServerError | SlowAnswer | PlainFault | ListChange;
export type Fault = Limit | ShortPages | AimedFault;

/** Limits are asked first, in their order; then the first of the other faults that hits decides. */
export interface FaultPlan {
  /** What chance is made from; 1 if absent. */
  readonly seed?: number;
  readonly faults: readonly Fault[];
}
