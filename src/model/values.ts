// Keyed values such as feature flags: the live and the desired values of each collection.
import type { Place } from './place.js';

export type KeyedValue = boolean | number | string;

/** One live value. */
export interface LiveValue {
  readonly key: string;
  /** The type: `bool`, `int` or `str` for a flag; `unknown` for a type that this version can't read. */
  readonly type: string;
  /** Null if its type can't be read, or if it is not set. */
  readonly value: KeyedValue | null;
  /** Present only in a list of definitions: nobody but Kinde, the files and the plan's JSON shows the values of this key. */
  readonly isPrivate?: true;
}

/** One desired value. */
export interface DesiredValue {
  readonly key: string;
  /** Null for the value that is inherited from the environment. */
  readonly value: KeyedValue | null;
  readonly place: Place;
}

/** The desired values of one environment or organization, by the name of the collection. */
export type DesiredValues = ReadonlyMap<string, readonly DesiredValue[]>;

/** The live lists by the name of the collection, then by organization code. The environment's code is `''`. */
export type LiveValues = ReadonlyMap<string, ReadonlyMap<string, readonly LiveValue[]>>;

/** The code of the environment in maps by organization code. */
export const environmentCode = '';

/** Returns one list of values, or undefined if it was not read. */
export function valuesOf(
  values: LiveValues,
  collection: string,
  code: string,
): readonly LiveValue[] | undefined {
  return values.get(collection)?.get(code);
}

/** Returns the keys whose values are private. Without a list of definitions no key is. */
export function listPrivateKeys(values: LiveValues, definitions: string | undefined): ReadonlySet<string> {
  const defined = definitions === undefined ? undefined : valuesOf(values, definitions, environmentCode);
  return new Set((defined ?? []).flatMap(({ key, isPrivate }) => (isPrivate === true ? [key] : [])));
}

/** Returns the union of the lists; a list of `more` replaces one of the same collection and code. */
export function addValues(values: LiveValues, more: LiveValues): LiveValues {
  const united = new Map(values);
  for (const [name, lists] of more) united.set(name, new Map([...(united.get(name) ?? []), ...lists]));
  return united;
}
