// The splices that edit a text; every byte outside of them stays. This file does not depend on YAML.
import { InternalError } from '../../model/errors.js';

/** Replaces the text from `start` to `end`, exclusive. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Returns the edited text. Deletions may overlap; insertions at one place keep their order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const splice of [...splices].sort(byPlace)) {
    if (splice.start < at && splice.text !== '') throw new InternalError('Two edits of one place.');
    parts.push(text.slice(at, Math.max(at, splice.start)), splice.text);
    at = Math.max(at, splice.end);
  }
  return parts.join('') + text.slice(at);
}

/** The sort is stable, so insertions at one place keep their order. They come before a deletion that begins there. */
function byPlace(one: Splice, other: Splice): number {
  return one.start - other.start || Number(one.end > one.start) - Number(other.end > other.start);
}

/** Returns the start of an offset's line. */
export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns the start of the line after an offset's line, or the end of the text. */
export function nextLineOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Returns the line end of the text; a line feed if it has none. */
export function lineEndOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Returns the splice that inserts lines after an offset's line and after deeper indented comments below it. */
export function insertLines(
  text: string,
  offset: number,
  { lines, indent }: { readonly lines: readonly string[]; readonly indent: number },
): Splice {
  const start = skipComments(text, nextLineOf(text, offset), indent);
  const lineEnd = lineEndOf(text);
  const isEnded = start === 0 || text[start - 1] === '\n';
  const inserted = isEnded
    ? lines.map((line) => line + lineEnd).join('')
    : lines.map((line) => lineEnd + line).join('');
  return { start, end: start, text: inserted };
}

/** A comment with a deeper indent than the inserted lines belongs to the text above. */
function skipComments(text: string, from: number, indent: number): number {
  let start = from;
  for (let at = from; at < text.length; at = nextLineOf(text, at)) {
    const [, blanks = '', sign = ''] = /^([ \t]*)(\S?)/.exec(text.slice(at, nextLineOf(text, at))) ?? [];
    if (sign === '#' && blanks.length > indent) start = nextLineOf(text, at);
    else if (sign !== '') break;
  }
  return start;
}

/** Returns the splices that delete the lines between two offsets, without lines that hold only a comment. */
export function deleteLines(text: string, from: number, to: number): readonly Splice[] {
  const splices: Splice[] = [];
  const stop = nextLineOf(text, to);
  for (let start = lineStartOf(text, from); start < stop;) {
    const end = nextLineOf(text, start);
    if (!/^[ \t]*#/.test(text.slice(start, end))) splices.push({ start, end, text: '' });
    start = end;
  }
  const last = splices.at(-1);
  const isUnended = last?.end === text.length && !text.endsWith('\n');
  if (!isUnended) return splices;
  // The last line of the text may have no line end; then the line end before it goes.
  const before =
    lineStartOf(text, last.start - 1) < last.start ? last.start - lineEndOf(text).length : last.start;
  return [...splices, { start: Math.max(0, before), end: last.end, text: '' }];
}
