// The form of a row in the table of operations.

/**
 * Whether a request may be sent again when nobody knows if it was carried out.
 * `read`: it changes nothing. `sets-a-value`: carried out twice, it leaves what carrying it out once leaves.
 * `once`: twice may do harm or answer an error that hides the success of the first.
 */
export type Repetition = 'read' | 'sets-a-value' | 'once';

export interface Operation {
  /** Kinde's operation id, with a small first letter, as messages show it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path with `{name}` for each part to fill in. */
  readonly path: string;
  readonly scope: string;
  readonly repetition: Repetition;
  /** Query parameters that kinde-sync may send, `next_token` aside. */
  readonly query: readonly string[];
  /** What it does, for people. */
  readonly does: string;
  /** When plan (for a read) or apply (for a write) needs it, for people; the kinds decide it. */
  readonly when: string;
}
