// The fault plan: which faults the sandbox injects. Types only. The same plan and the same requests always give the same
// faults.

/** The requests that a fault hits: all operations without `operations`, every call without `calls` and `probability`. */
export interface Aim {
  /** Kinde's operation ids, or `token`. */
  readonly operations?: readonly string[];
  /** Numbers of calls, from 1, among the requests that this fault could hit. */
  readonly calls?: readonly number[];
  /** From 0 to 1. */
  readonly probability?: number;
}

/** A token bucket of `burst` requests, refilled with `perSecond`. A request that finds it empty is answered with 429. */
export interface RateLimit extends Pick<Aim, 'operations'> {
  readonly kind: 'rate-limit';
  readonly perSecond: number;
  readonly burst: number;
}

/** The most requests under way; the others are answered with 429. */
export interface ConcurrencyLimit extends Pick<Aim, 'operations'> {
  readonly kind: 'concurrency-limit';
  readonly most: number;
  /** The seconds of `RateLimit-Reset`; 1 if absent. */
  readonly resetSeconds?: number;
}

/** Pages of lists have at most `rows` rows, also if a request wants more. */
export interface ShortPages extends Pick<Aim, 'operations'> {
  readonly kind: 'short-pages';
  readonly rows: number;
}

/** An answer of 5xx with a gateway's HTML page. With `takesEffect` the request takes effect before it. */
export interface ServerError extends Aim {
  readonly kind: 'server-error';
  /** 503 if absent. */
  readonly status?: number;
  readonly takesEffect?: boolean;
}

/** The request takes effect, and the answer comes late. */
export interface SlowAnswer extends Aim {
  readonly kind: 'slow-answer';
  readonly ms: number;
}

/**
 * `reset-before`: the connection breaks before the request takes effect. `reset-after`: it breaks afterwards.
 * `truncated-answer`: it breaks in the middle of the answer. `half-answer`: half of the JSON arrives as if it were whole.
 * `expired-token`: all tokens issued so far end when the request arrives. `partial-bulk`: a bulk write handles only some
 * of its people, and only its lists show it.
 */
export interface PlainFault extends Aim {
  readonly kind:
    | 'reset-before'
    | 'reset-after'
    | 'truncated-answer'
    | 'half-answer'
    | 'expired-token'
    | 'partial-bulk';
}

/** A person joins, leaves or is deleted between two pages of a list of people. Only pages after the first count as calls. */
export interface ListChange extends Aim {
  readonly kind: 'list-change';
  readonly change: 'join' | 'leave' | 'delete';
}

export type Limit = RateLimit | ConcurrencyLimit;
export type AimedFault = ServerError | SlowAnswer | PlainFault | ListChange;
export type Fault = Limit | ShortPages | AimedFault;

/** The limits decide first, in their order; then the first other fault that hits. */
export interface FaultPlan {
  /** The seed of chance; 1 if absent. */
  readonly seed?: number;
  readonly faults: readonly Fault[];
}
