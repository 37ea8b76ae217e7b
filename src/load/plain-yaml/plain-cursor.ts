// The plain reader's cursor: its position in the text, and the moves over blanks, comments and empty lines. The readers of
// values check everything else.
import type { Positions } from '../../model/source-document.js';

export interface Cursor {
  readonly text: string;
  /** Offset of what is read next. */
  at: number;
  /** The number of characters before `at` on its line; less than any column at the end of the text. */
  column: number;
  /** The last value that was read, and its positions. */
  value: unknown;
  positions: Positions;
  /** The number of values read so far. */
  size: number;
}

const behindLastLine = -1;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;

/** Returns a cursor at the first line with content. */
export function startCursor(text: string): Cursor {
  const cursor: Cursor = { text, at: 0, column: 0, value: null, positions: 0, size: 0 };
  enterLine(cursor, 0);
  return cursor;
}

/** Moves the cursor over blanks and returns their number. */
export function skipBlanks(cursor: Cursor): number {
  const end = endOfBlanks(cursor.text, cursor.at);
  const count = end - cursor.at;
  cursor.at = end;
  return count;
}

/** Moves the cursor to the next line with content. Returns false if this line has more left than a comment. */
export function finishLine(cursor: Cursor): boolean {
  const { text } = cursor;
  const at = endOfBlanks(text, cursor.at);
  // A `#` begins a comment only after a blank.
  if (text.charCodeAt(at) === hash && text.charCodeAt(at - 1) !== space) return false;
  const next = nextLineAfter(text, at);
  if (next >= 0) enterLine(cursor, next);
  return next >= 0;
}

/** Returns whether the line has only a comment left. The cursor must stand behind a blank or a mark. */
export function isAtLineEnd({ text, at }: Cursor): boolean {
  return nextLineAfter(text, at) >= 0;
}

/** Moves the cursor from the start of a line to the first content on it or below it. */
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

/** Returns the start of the next line, the length of the text after the last line, or -1 if this line goes on. */
function nextLineAfter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === lineFeed) return at + 1;
  if (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed) return at + 2;
  if (at >= text.length) return text.length;
  if (code !== hash) return -1;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Returns the end of the blanks that begin at `start`, or `start` itself if there are none. */
export function endOfBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}
