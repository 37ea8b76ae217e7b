// Plain tables and the little arithmetic that goes into them.

/** The figures of one comparison. The first column names the row. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Returns the table with aligned columns: the first to the left, the others to the right. */
export function renderTable({ head, rows }: Table): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[head, rule, ...rows].map(line).join('\n')}\n`;
}

/** Returns the table as Markdown. */
export function renderMarkdownTable({ head, rows }: Table): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  const escape = (cell: string): string => cell.replaceAll('<', '&lt;').replaceAll('|', '\\|');
  return [head, rule, ...rows].map((cells) => `| ${cells.map(escape).join(' | ')} |\n`).join('');
}

/** Returns the middle value; of an even number the lower one of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** Returns `part / whole` with two decimals. */
export function formatRatio(part: number, whole: number): string {
  return (part / whole).toFixed(2);
}

/** Returns a whole number with thousands marked. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Returns yes or no. */
export function formatVerdict(isMet: boolean): string {
  return isMet ? 'yes' : 'NO';
}
