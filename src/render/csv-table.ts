// Renders a table as CSV (RFC 4180, UTF-8). Spreadsheets recognize a formula by its first characters, so no cell begins with
// them.
import { toSafeText } from './safe-text.js';

type Cell = string | boolean | null;

/** The cell of each column, by its name. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** Returns the table with a head; lines end with CR LF. */
export function renderCsvTable<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    Object.values(columns)
      .map((read) => toCell(read(row)))
      .join(','),
  );
  return [Object.keys(columns).join(','), ...lines, ''].join('\r\n');
}

/** Some spreadsheets also read full-width signs, and signs after white space, as the start of a formula. */
const formula = /^\s*[=+\-@|%＝＋－＠]/u;

function toCell(cell: Cell): string {
  if (cell === null) return 'unknown';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  const safe = toSafeText(cell);
  const text = formula.test(safe) ? `'${safe}` : safe;
  return /^[\w.@ :/-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
