// Scans the scalars of the plain reader: one line, a small alphabet, no escapes, no variables. It gives up on every other
// scalar.
import { endOfBlanks } from './plain-cursor.js';
import type { Cursor } from './plain-cursor.js';
import { readPlainScalar } from '../substitute-variables.js';

/** The characters that begin and continue a plain text. In a flow collection a comma ends the text. */
export interface Alphabet {
  readonly start: RegExp;
  readonly more: RegExp;
}

// Latin, Greek and Cyrillic letters; kana, Chinese characters and hangul.
const letters = '\\w\u00c0-\u052f\u3041-\ud7a3';
const marks = ".@+/&'()!%-";

export const inBlock = makeAlphabet(`${letters},${marks}`);
export const inFlow = makeAlphabet(letters + marks);

/** A hyphen begins a text only before a digit, as a minus. */
function makeAlphabet(characters: string): Alphabet {
  const start = new RegExp(`(?:[${letters}]|-(?=\\d))[${characters}]*`, 'y');
  return { start, more: new RegExp(`[${characters}]+`, 'y') };
}

// Without `$` and backslash, since the library handles variables and escapes.
const quotable = ` !#%&()*+,./:;<=>?@[\\]^\`{|}~${letters}-`;
const doubleQuoted = new RegExp(`"['${quotable}]*"`, 'y');
const singleQuoted = new RegExp(`'["${quotable}]*'`, 'y');

export const colon = 58;
const singleQuote = 39;
const doubleQuote = 34;
/** The library and JavaScript may round longer numbers differently. */
const longestNumber = 15;
/** YAML limits a key to 1024 characters. */
const longestKey = 1000;

/** Returns the end of the plain text that begins at `start`, or `start` itself if only the library can tell. */
export function endOfPlainText(text: string, start: number, alphabet: Alphabet): number {
  let end = endOfMatch(alphabet.start, text, start);
  if (end === start) return start;
  for (;;) {
    const next = text.charCodeAt(end) === colon ? end + 1 : endOfBlanks(text, end);
    const after = next === end ? next : endOfMatch(alphabet.more, text, next);
    if (after === next) return end;
    end = after;
  }
}

function endOfMatch(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Reads the scalar at the cursor and moves behind it. Returns false if only the library can tell. */
export function scanScalar(cursor: Cursor, alphabet: Alphabet): boolean {
  const { text, at } = cursor;
  const code = text.charCodeAt(at);
  if (code === doubleQuote) return scanQuoted(cursor, doubleQuoted);
  if (code === singleQuote) return scanQuoted(cursor, singleQuoted);
  return takePlainText(cursor, endOfPlainText(text, at, alphabet));
}

function scanQuoted(cursor: Cursor, pattern: RegExp): boolean {
  const { text, at } = cursor;
  const end = endOfMatch(pattern, text, at);
  take(cursor, text.slice(at + 1, end - 1), end);
  return end > at;
}

/** Reads the plain text from the cursor to `end`. Returns false if only the library can tell. */
export function takePlainText(cursor: Cursor, end: number): boolean {
  const { at } = cursor;
  const written = cursor.text.slice(at, end);
  const value = canMeanMore(written) ? readPlainScalar(written) : written;
  take(cursor, value, end);
  return end > at && (typeof value !== 'number' || end - at <= longestNumber);
}

function take(cursor: Cursor, value: unknown, end: number): void {
  cursor.value = value;
  cursor.positions = cursor.at;
  cursor.size += 1;
  cursor.at = end;
}

/** A number begins with a digit or a minus; a boolean or null has four or five characters. */
function canMeanMore(text: string): boolean {
  return text.charCodeAt(0) < 58 || text.length === 4 || text.length === 5;
}

/** Reads a key and moves behind its colon. Returns null if only the library can tell, or if the key is no text. */
export function scanKey(cursor: Cursor, alphabet: Alphabet): string | null {
  const { text, at } = cursor;
  const end = endOfPlainText(text, at, alphabet);
  if (end === at || text.charCodeAt(end) !== colon || end - at > longestKey) return null;
  const key = text.slice(at, end);
  cursor.at = end + 1;
  return canMeanMore(key) && typeof readPlainScalar(key) !== 'string' ? null : key;
}
