// The status of a change in Kinde, and the rule for field values that the kinds share.
import type { FieldChange } from '../model/change.js';

/**
 * `pending`: Kinde has the state from before the change. `done`: Kinde has the planned state. `partial`: a part of the
 * change was made, for example by a call that only adds roles. `conflict`: Kinde has another state. `hidden`: Kinde seems to
 * have the planned state, but may not show everything.
 */
export type Status =
  | { readonly is: 'pending' }
  | { readonly is: 'done' }
  | { readonly is: 'partial' }
  | { readonly is: 'conflict' | 'hidden'; readonly because: string };

export const pending: Status = { is: 'pending' };
export const done: Status = { is: 'done' };
export const partial: Status = { is: 'partial' };

/** Returns the status `conflict` with the reason that users read. */
export function conflict(because: string): Status {
  return { is: 'conflict', because };
}

/** Returns `done` if every field has its planned value, `pending` if the other fields are as before, else a conflict. */
export function statusOfFields(
  fields: readonly FieldChange[],
  readNow: (field: string) => unknown,
  describe: (field: string, now: string) => string,
): Status {
  const open = fields.filter(({ field, after }) => !isSame(readNow(field), after));
  if (open.length === 0) return done;
  const other = open.find(({ field, before }) => !isSame(readNow(field), before));
  if (other === undefined) return pending;
  return conflict(describe(other.field, JSON.stringify(readNow(other.field) ?? null)));
}

/** Returns whether two values are equal. A list is compared entry by entry; an absent value equals null. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
