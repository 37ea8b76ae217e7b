// Rows by key with stable, cached orders, so that a page of a long list costs no more than the page.
// Knows nothing of what the rows are.

/** Compares two texts by code unit: the same order on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Returns a copy of the map with this value under the key, or without the key where the value is null. */
export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | null,
): ReadonlyMap<string, Value> {
  const copy = new Map(map);
  if (value === null) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

export class Register<Row> {
  readonly #rows = new Map<string, Row>();
  readonly #orders = new Map<string, readonly Row[]>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  /** Sets a row; one that is there already keeps its position. */
  put(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#orders.clear();
  }

  /** Returns whether there was such a row. */
  remove(key: string): boolean {
    this.#orders.clear();
    return this.#rows.delete(key);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Returns all rows in the order they came in, or in a named order; kept until the next change. */
  ordered(name = 'arrival', compare?: (left: Row, right: Row) => number): readonly Row[] {
    const known = this.#orders.get(name);
    if (known) return known;
    const rows = [...this.#rows.values()];
    if (compare) rows.sort(compare);
    this.#orders.set(name, rows);
    return rows;
  }
}
