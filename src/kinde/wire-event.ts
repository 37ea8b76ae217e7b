// The events of the wire, for showing progress. An event never holds a secret, a token or the text of an answer.

/** An event on the wire; times are in milliseconds. */
export type WireEvent =
  | {
      readonly kind: 'answered';
      readonly operation: string;
      readonly method: string;
      readonly status: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'unanswered';
      readonly operation: string;
      readonly method: string;
      readonly reason: string;
      readonly ms: number;
    }
  /** Kinde throttled the connection: no request leaves for `ms`. */
  | { readonly kind: 'throttled'; readonly operation: string; readonly ms: number }
  /** This request is sent again in `ms`; `attempt` is the number of the failed attempt, from 1. */
  | { readonly kind: 'retrying'; readonly operation: string; readonly attempt: number; readonly ms: number };
