// Where the plain reader is in its text, and the way from one line with something on it to the next. Judges nothing:
// whatever is neither blank nor a comment is left to the readers of values.
import type { Positions } from '../../model/source-document.js';

export interface Cursor {
  readonly text: string;
  /** Offset of what is read next. */
  at: number;
  /** How many characters stand before it on its line; less than any column where nothing is left. */
  column: number;
  /** What was read last, and where it stands. */
  value: unknown;
  positions: Positions;
  /** How many values were read so far. */
  size: number;
}

const behindLastLine = -1;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;

/** Returns a cursor at the first line with something on it. */
export function startCursor(text: string): Cursor {
  const cursor: Cursor = { text, at: 0, column: 0, value: null, positions: 0, size: 0 };
  enterLine(cursor, 0);
  return cursor;
}

/** Moves over blanks and returns how many they were. */
export function skipBlanks(cursor: Cursor): number {
  const end = endOfBlanks(cursor.text, cursor.at);
  const count = end - cursor.at;
  cursor.at = end;
  return count;
}

/** Moves to the next line with something on it. False where more than a comment is left on this one. */
export function finishLine(cursor: Cursor): boolean {
  const { text } = cursor;
  const at = endOfBlanks(text, cursor.at);
  // A `#` that touches what stands before it begins no comment.
  if (text.charCodeAt(at) === hash && text.charCodeAt(at - 1) !== space) return false;
  const next = nextLineAfter(text, at);
  if (next >= 0) enterLine(cursor, next);
  return next >= 0;
}

/** Returns whether nothing but a comment is left on the line, the cursor being behind a blank or a mark. */
export function isAtLineEnd({ text, at }: Cursor): boolean {
  return nextLineAfter(text, at) >= 0;
}

/** Moves from where a line begins to the first character on it or below it that is neither blank nor a comment's. */
function enterLine(cursor: Cursor, start: number): void {
  const { text } = cursor;
  let line = start;
  while (line < text.length) {
    const at = endOfBlanks(text, line);
    const next = nextLineAfter(text, at);
    if (next < 0) {
      cursor.at = at;
      cursor.column = at - line;
      return;
    }
    line = next;
  }
  cursor.at = text.length;
  cursor.column = behindLastLine;
}

/** Returns where the next line begins (the length of the text where there is none), or -1 where this one goes on. */
function nextLineAfter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === lineFeed) return at + 1;
  if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) return at + 2;
  if (at >= text.length) return text.length;
  if (code !== hash) return -1;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Returns where the blanks end that begin at `start`; `start` itself where there are none. */
export function endOfBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}
