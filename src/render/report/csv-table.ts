// Renders a table as CSV (RFC 4180, UTF-8). No cell begins like a formula. `src/report/parse-csv.ts` reads it back.
import { guardFormula } from '../../model/text/csv-formula.js';
import { toSafeText } from '../safe-text.js';

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

function toCell(cell: Cell): string {
  if (cell === null) return 'unknown';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  const text = guardFormula(toSafeText(cell));
  return /^[\w.@ :/-]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
