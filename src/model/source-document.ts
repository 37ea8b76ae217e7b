// One configuration file after loading: its plain value and, beside it, where each part of that value was written.
// Keeps offsets, not YAML nodes, so that a million members fit; lines and columns are worked out when asked for.
import type { Place } from './place.js';

/** Offsets into the text, in the shape of the plain value: a number for a scalar, else one of the containers. */
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
  /** As the user gave it, relative to the working directory, with forward slashes. */
  readonly file: string;
  /** The whole text, without a byte order mark. */
  readonly text: string;
  /** False where the YAML could not be read; `value` is then null and says nothing. */
  readonly isReadable: boolean;
  /** False where `load` found any mistake: what the file means can then not be known for certain. */
  readonly isSound: boolean;
  /** Maps (without prototype), lists and scalars; a `WrittenConfig` once the shape was checked. */
  readonly value: unknown;
  readonly positions: Positions;
  /** Offsets of values that could not be had (an unset variable, a foreign tag) and were reported by `load`. */
  readonly unresolved: ReadonlySet<number>;
  /** Offsets of scalars with variables in them and the text as written: messages show that, never the value. */
  readonly substituted: ReadonlyMap<number, string>;
}

/** Returns a document of which nothing is known but that it is there; no desired state is made of it. */
export function unreadableDocument(file: string, text: string): SourceDocument {
  const states = { isReadable: false, isSound: false, value: null, positions: 0 };
  return { file, text, ...states, unresolved: new Set(), substituted: new Map() };
}

/** Each place of a document takes them. */
const knownLineStarts = new WeakMap<SourceDocument, readonly number[]>();

function lineStartsOf(document: SourceDocument): readonly number[] {
  const starts = knownLineStarts.get(document) ?? findLineStarts(document.text);
  knownLineStarts.set(document, starts);
  return starts;
}

/** Returns the offset at which the value itself begins. */
export function offsetOf(positions: Positions): number {
  return typeof positions === 'number' ? positions : positions.at;
}

/** Returns the place of an offset. Columns count UTF-16 units from 1, as editors and their protocols do. */
export function placeAt(document: SourceDocument, offset: number): Place {
  const { line, column } = locateOffset(lineStartsOf(document), offset);
  return { file: document.file, line, column };
}

/** Returns line and column (from 1) of an offset in a text whose lines begin at `starts`. */
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
