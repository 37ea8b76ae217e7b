// One configuration file after loading: its plain value, and the position of each part of it. It keeps offsets in place of YAML
// nodes, so that a million members fit into memory. Lines and columns are computed on demand.
import type { Place } from './place.js';

/** Offsets into the text in the shape of the plain value: a number for a scalar, else a list or a map. */
export type Positions = number | ListPositions | MapPositions;

export interface ListPositions {
  readonly at: number;
  readonly entries: readonly Positions[];
}

export interface MapPositions {
  readonly at: number;
  readonly keys: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, Positions>>;
}

export interface SourceDocument {
  /** The path as the user gave it, relative to the working directory, with forward slashes. */
  readonly file: string;
  /** The whole text, without a byte order mark. */
  readonly text: string;
  /** False if the YAML could not be parsed; `value` is then null. */
  readonly isReadable: boolean;
  /** False if `load` found an error; the file then has no certain meaning. */
  readonly isSound: boolean;
  /** Maps (without prototype), lists and scalars. A `WrittenConfig` after the shape check. */
  readonly value: unknown;
  readonly positions: Positions;
  /** Offsets of values that `load` could not resolve and reported, for example an unset variable. */
  readonly unresolved: ReadonlySet<number>;
  /** The written text of scalars with variables, by offset. Messages show it in place of the value. */
  readonly substituted: ReadonlyMap<number, string>;
}

/** Returns a document without a value, for a file that could not be read or parsed. */
export function unreadableDocument(file: string, text: string): SourceDocument {
  const states = { isReadable: false, isSound: false, value: null, positions: 0 };
  return { file, text, ...states, unresolved: new Set(), substituted: new Map() };
}

/** The line starts of each document, memoised for all its places. */
const knownLineStarts = new WeakMap<SourceDocument, readonly number[]>();

function lineStartsOf(document: SourceDocument): readonly number[] {
  const starts = knownLineStarts.get(document) ?? findLineStarts(document.text);
  knownLineStarts.set(document, starts);
  return starts;
}

/** Returns the offset at which the value begins. */
export function offsetOf(positions: Positions): number {
  return typeof positions === 'number' ? positions : positions.at;
}

/** Returns the place of an offset. Columns count UTF-16 units from 1, as editors and their protocols do. */
export function placeAt(document: SourceDocument, offset: number): Place {
  const { line, column } = locateOffset(lineStartsOf(document), offset);
  return { file: document.file, line, column };
}

/** Returns the line and column (from 1) of an offset in a text whose lines begin at `starts`. */
export function locateOffset(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Returns the offsets at which the lines of a text begin; the first is 0. */
export function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
