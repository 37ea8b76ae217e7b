// Parses CSV strictly (RFC 4180), for files that people and spreadsheets have edited: commas or semicolons, any line end. The
// first malformed cell ends the parsing, since the cells after it are not certain.
import { unguardFormula } from '../model/text/csv-formula.js';
import { findLineStarts, locateOffset } from '../model/source-document.js';

/** A line of the table; `line` counts from 1 and is that of its first cell. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ParsedCsv {
  /** The rows before the fault, without lines that are empty. */
  readonly rows: readonly CsvRow[];
  readonly fault: CsvFault | null;
}

/** Returns the rows, with the apostrophes removed that guard against formulas. `text` has no byte order mark. */
export function parseCsv(text: string): ParsedCsv {
  const cellOf = prepareCells(text, chooseSeparator(text));
  const starts = findLineStarts(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [at, rowStart] = [0, 0];
  while (at < text.length || cells.length > 0) {
    const cell = cellOf(at);
    if (typeof cell.value !== 'string')
      return { rows, fault: { ...locateOffset(starts, cell.at), message: cell.why } };
    cells.push(unguardFormula(cell.value));
    at = cell.next;
    if (!cell.isLast) continue;
    if (cells.some((one) => one !== '')) rows.push({ line: locateOffset(starts, rowStart).line, cells });
    cells = [];
    rowStart = at;
  }
  return { rows, fault: null };
}

/** Spreadsheets write semicolons where the comma is the decimal sign. */
function chooseSeparator(text: string): ',' | ';' {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  return head.split(';').length > head.split(',').length ? ';' : ',';
}

type Cell =
  | { readonly value: string; readonly next: number; readonly isLast: boolean }
  | { readonly value?: never; readonly at: number; readonly why: string };

/** Returns a function from the offset of a cell to the cell. */
function prepareCells(text: string, separator: ',' | ';'): (at: number) => Cell {
  const bare = new RegExp(`[^"${separator}\r\n]*`, 'y');
  return (at) => {
    const content = text[at] === '"' ? readQuoted(text, at) : readBare(text, at, bare);
    if (content === null) return { at, why: 'This cell begins with a quote, which nothing closes.' };
    const end = text.slice(content.end, content.end + 2);
    if (end.startsWith(separator)) return { value: content.value, next: content.end + 1, isLast: false };
    if (end === '\r\n') return { value: content.value, next: content.end + 2, isLast: true };
    if (end === '' || end.startsWith('\n') || end.startsWith('\r'))
      return { value: content.value, next: content.end + 1, isLast: true };
    return { at: content.end, why: describeStray(end) };
  };
}

interface Content {
  readonly value: string;
  readonly end: number;
}

function readBare(text: string, at: number, bare: RegExp): Content {
  bare.lastIndex = at;
  const value = bare.exec(text)?.[0] ?? '';
  return { value, end: at + value.length };
}

/** Returns null if no quote closes the cell. */
function readQuoted(text: string, at: number): Content | null {
  let value = '';
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    if (text[quote + 1] !== '"') return { value: value + text.slice(from, quote), end: quote + 1 };
    value += text.slice(from, quote + 1);
    from = quote + 2;
  }
}

function describeStray(end: string): string {
  return end.startsWith('"')
    ? 'A quote stands inside of a cell that does not begin with one.'
    : 'Text follows the quote that closes this cell.';
}
