// The type of a row in the table of operations, and the usual values of each method.

/**
 * The repetition that is safe for a request of unknown outcome. `read` changes nothing. `sets-a-value` is idempotent. A second
 * `once` request may do harm, or answer an error that hides the success of the first.
 */
export type Repetition = 'read' | 'sets-a-value' | 'once';

export interface Operation {
  /** Kinde's operation id with a lower-case first letter, as messages show it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The path with `{name}` for each parameter. */
  readonly path: string;
  readonly scope: string;
  readonly repetition: Repetition;
  /**
   * How long a request waits in all after 429s, in milliseconds; absent for 10 minutes. Shorter where a 429 may also mean a cap
   * that waiting does not lift.
   */
  readonly patienceMs?: number;
  /** Present if an answer may hold a credential: an error then repeats none of its words. */
  readonly isConfidential?: true;
  /** The query parameters that kinde-sync may send, besides `next_token`. */
  readonly query: readonly string[];
  /** The purpose, for people. */
  readonly does: string;
  /** The condition on which plan (for a read) or apply (for a write) needs it, for people. The kinds decide the need. */
  readonly when: string;
}

export const read = { method: 'GET', repetition: 'read', query: [] } as const;
export const list = { method: 'GET', repetition: 'read', query: ['page_size'] } as const;
export const create = { method: 'POST', repetition: 'once', query: [] } as const;
export const update = { method: 'PATCH', repetition: 'sets-a-value', query: [] } as const;
export const remove = { method: 'DELETE', repetition: 'once', query: [] } as const;
