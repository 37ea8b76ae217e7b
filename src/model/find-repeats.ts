// Finds the rows of a list or a configuration whose key stands twice.

/** A row whose key an earlier row has, and the first row of that key. */
export interface Repeat<Row> {
  readonly row: Row;
  readonly first: Row;
}

/** Returns every row but the first of each key, in their order. */
export function findRepeats<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Repeat<Row>[] {
  const seen = new Map<string, Row>();
  return rows.flatMap((row) => {
    const key = keyOf(row);
    const first = seen.get(key);
    if (first !== undefined) return [{ row, first }];
    seen.set(key, row);
    return [];
  });
}
