// The plain values of YAML nodes: maps, lists and scalars, told apart and compared.

/** A map of a configuration, with or without a prototype. */
export type MapValue = Readonly<Record<string, unknown>>;

/** Returns whether a value is a map: neither a list nor a scalar. */
export function isMapValue(value: unknown): value is MapValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns whether a value is a list. */
export function isListValue(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Returns the map's own value of a key; undefined if it has none. */
export function fieldOf(value: unknown, key: string): unknown {
  return isMapValue(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the entries of a list; none for another value. */
export function entriesOf(value: unknown): readonly unknown[] {
  return isListValue(value) ? value : [];
}

/** Returns whether two values are equal; the order of a map's keys does not count. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (isListValue(one) && isListValue(other)) {
    return one.length === other.length && one.every((entry, index) => isSameValue(entry, other[index]));
  }
  if (isMapValue(one) && isMapValue(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key]))
    );
  }
  return Object.is(one, other);
}
