// How a change stands in Kinde, and the rule for values that every kind shares.
import type { FieldChange } from '../model/change.js';

/**
 * `pending`: what the change touches is as it was before. `done`: it is as the change wants it. `partial`: a part of the
 * change was made, as by a call that only adds roles. `conflict`: it is neither, for this reason. `hidden`: it looks done, but Kinde may not show all, for this
 * reason.
 */
export type Status =
  | { readonly is: 'pending' }
  | { readonly is: 'done' }
  | { readonly is: 'partial' }
  | { readonly is: 'conflict' | 'hidden'; readonly because: string };

export const pending: Status = { is: 'pending' };
export const done: Status = { is: 'done' };
export const partial: Status = { is: 'partial' };

/** Returns the status of something that is as nobody planned it, with the reason to show. */
export function conflict(because: string): Status {
  return { is: 'conflict', because };
}

/** Returns how values stand: done if all are as wanted, pending if the others are as before, else a conflict. */
export function statusOfFields(
  fields: readonly FieldChange[],
  readNow: (field: string) => unknown,
  describe: (field: string, now: string) => string,
): Status {
  const open = fields.filter(({ field, after }) => !isSame(readNow(field), after));
  if (open.length === 0) return done;
  const moved = open.find(({ field, before }) => !isSame(readNow(field), before));
  if (moved === undefined) return pending;
  return conflict(describe(moved.field, JSON.stringify(readNow(moved.field) ?? null)));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
