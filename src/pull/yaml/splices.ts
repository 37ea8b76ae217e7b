// Edits of a text as splices: what they do not name stays byte for byte. Knows nothing of YAML.
import { InternalError } from '../../model/errors.js';

/** Replaces what stands from `start` to `end`, exclusive. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Returns the edited text. Deletions may overlap; of insertions at one place the first given comes first. */
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

/** Sorting is stable: what is inserted at one place keeps its order, and comes before what is deleted from there on. */
function byPlace(one: Splice, other: Splice): number {
  return one.start - other.start || Number(one.end > one.start) - Number(other.end > other.start);
}

/** Returns where the line of an offset begins. */
export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns where the line after that of an offset begins, or the end of the text. */
export function nextLineOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Returns the line end that the text uses; where it has none, a line feed. */
export function lineEndOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/** Returns the splice that puts whole lines after the line of an offset, and after comments below that stand further in. */
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

/** A comment that stands further in than what is inserted says something of what is above. */
function skipComments(text: string, from: number, indent: number): number {
  let start = from;
  for (let at = from; at < text.length; at = nextLineOf(text, at)) {
    const [, blanks = '', sign = ''] = /^([ \t]*)(\S?)/.exec(text.slice(at, nextLineOf(text, at))) ?? [];
    if (sign === '#' && blanks.length > indent) start = nextLineOf(text, at);
    else if (sign !== '') break;
  }
  return start;
}

/** Returns the splices that take out the lines from one offset's to another's, but for lines that are comments only. */
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
  // Without a line end at the end, the one before the line goes in its stead.
  const before =
    lineStartOf(text, last.start - 1) < last.start ? last.start - lineEndOf(text).length : last.start;
  return [...splices, { start: Math.max(0, before), end: last.end, text: '' }];
}
