// How a value of a kept plan's change stands: the same rule for every kind.
import type { FieldChange } from '../model/change.js';
import type { Recheck, Standing } from './kind.js';

export const due: Standing = { is: 'due' };
export const done: Standing = { is: 'done' };

/** Returns the standing of something that is no longer where the plan found it, with the reason to show. */
export function moved(because: string): Standing {
  return { is: 'moved', because };
}

/** Returns how values stand: done if all are as wanted, due if the rest are as found, else overtaken. */
export function standingOfFields(
  fields: readonly FieldChange[],
  readNow: (field: string) => unknown,
  describe: (field: string, now: string) => string,
): Standing {
  const open = fields.filter(({ field, after }) => !isSame(readNow(field), after));
  if (open.length === 0) return done;
  const overtaken = open.find(({ field, before }) => !isSame(readNow(field), before));
  return overtaken === undefined
    ? due
    : moved(describe(overtaken.field, JSON.stringify(readNow(overtaken.field) ?? null)));
}

/** Returns the standing if one of these roles no longer exists, so that it can't be given to anybody; else null. */
export function standingOfMissingRole(wanted: readonly string[], { roles }: Recheck): Standing | null {
  const missing = wanted.find((key) => roles?.has(key) === false);
  return missing === undefined ? null : moved(`There is no role "${missing}" in Kinde by now.`);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
