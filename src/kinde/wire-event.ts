// What the wire tells whoever shows progress. It must never hold a secret, a token or the text of an answer.

/** Something that happened on the wire; times are in milliseconds. */
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
  /** Kinde throttled the run: nothing leaves for `ms`. */
  | { readonly kind: 'throttled'; readonly operation: string; readonly ms: number }
  /** This one request goes again in `ms`; `attempt` counts from 1 and is the one that failed. */
  | { readonly kind: 'retrying'; readonly operation: string; readonly attempt: number; readonly ms: number };
