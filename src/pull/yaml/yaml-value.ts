// What a YAML node means, as plain values: told apart and compared. Knows nothing of text.

/** A map of a configuration: without prototype or with the ordinary one. */
export type MapValue = Readonly<Record<string, unknown>>;

/** Returns whether a value is a map: neither a list nor a scalar. */
export function isMapValue(value: unknown): value is MapValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns whether a value is a list. */
export function isListValue(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Returns the value of a key, undefined where the map has none of its own. */
export function fieldOf(value: unknown, key: string): unknown {
  return isMapValue(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the entries of a list; nothing for what is no list. */
export function entriesOf(value: unknown): readonly unknown[] {
  return isListValue(value) ? value : [];
}

/** Returns whether two values mean the same; the order of a map's keys does not matter. */
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
