// A register holds rows by key and caches their orders, so that a page of a long list costs no more than the page.

/** Returns a copy of the map with this value under the key; a null value removes the key. */
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

/** Rows by key, in their order of arrival. */
export class Register<Row> {
  readonly #rows = new Map<string, Row>();
  readonly #orders = new Map<string, readonly Row[]>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  /** Sets a row; a row that replaces another keeps its position. */
  put(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#orders.clear();
  }

  /** Removes a row, and returns whether there was one. */
  remove(key: string): boolean {
    this.#orders.clear();
    return this.#rows.delete(key);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Returns all rows in their order of arrival, or in a named order, which is cached until the next change. */
  ordered(name = 'arrival', compare?: (left: Row, right: Row) => number): readonly Row[] {
    const known = this.#orders.get(name);
    if (known) return known;
    const rows = [...this.#rows.values()];
    if (compare) rows.sort(compare);
    this.#orders.set(name, rows);
    return rows;
  }
}
