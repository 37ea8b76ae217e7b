// Keyed values, such as feature flags: what Kinde has of them and what files want, by the collection that they belong to.
import type { Place } from './place.js';

export type KeyedValue = boolean | number | string;

/** One value that Kinde has. */
export interface LiveValue {
  readonly key: string;
  /** What it takes: `bool`, `int` or `str` for a flag; `unknown` for a type that this version can't read. */
  readonly type: string;
  /** Null where it can't be read. */
  readonly value: KeyedValue | null;
}

/** One value that a file wants. */
export interface DesiredValue {
  readonly key: string;
  /** Null: the value that is inherited from the environment. */
  readonly value: KeyedValue | null;
  readonly place: Place;
}

/** The values of one environment or organization that a file states, by the name of their collection. */
export type DesiredValues = ReadonlyMap<string, readonly DesiredValue[]>;

/** The lists that were read: by the name of the collection, then by organization code; the environment's under `''`. */
export type LiveValues = ReadonlyMap<string, ReadonlyMap<string, readonly LiveValue[]>>;

/** Stands for the environment where lists are kept by organization code. */
export const environmentCode = '';

/** Returns one list of values; undefined where it was not read. */
export function valuesOf(
  values: LiveValues,
  collection: string,
  code: string,
): readonly LiveValue[] | undefined {
  return values.get(collection)?.get(code);
}

/** Returns the lists with others added. */
export function addValues(values: LiveValues, more: LiveValues): LiveValues {
  const united = new Map(values);
  for (const [name, lists] of more) united.set(name, new Map([...(united.get(name) ?? []), ...lists]));
  return united;
}
