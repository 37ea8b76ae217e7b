// A written value with its position in the document, and the accessors that every check uses. Assumes no shape.
import type { Code } from '../model/codes.js';
import type { Diagnostic, Severity } from '../model/diagnostic.js';
import type { Place } from '../model/place.js';
import { offsetOf, placeAt } from '../model/source-document.js';
import type { MapPositions, Positions, SourceDocument } from '../model/source-document.js';

export interface Written {
  readonly document: SourceDocument;
  readonly value: unknown;
  readonly positions: Positions;
  /** Offset of the value's key; absent in lists. */
  readonly keyAt?: number;
}

/** A written value that is a non-empty text. */
export interface WrittenText extends Written {
  readonly value: string;
}

/** Returns the whole document as a written value. */
export function rootOf(document: SourceDocument): Written {
  return { document, value: document.value, positions: document.positions };
}

/** Returns the value of a key without its position, or undefined if the map or the key is missing. */
export function valueOf(map: unknown, key: string): unknown {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Returns the value of a key, or null if the map or the key is missing. */
export function fieldOf(written: Written | null, key: string): Written | null {
  const value = valueOf(written?.value, key);
  if (written === null || value === undefined) return null;
  const positions = written.positions as MapPositions;
  const keyAt = positions.keys[key] ?? positions.at;
  return { document: written.document, value, positions: positions.values[key] ?? keyAt, keyAt };
}

/** Returns every key with its value, in the order written; empty if the value is no map. */
export function fieldsOf(written: Written | null): readonly (readonly [string, Written])[] {
  if (written === null || !isMap(written.value)) return [];
  return Object.keys(written.value).flatMap((key) => {
    const field = fieldOf(written, key);
    return field === null ? [] : [[key, field] as const];
  });
}

/** Returns the entries of a list; empty if the value is no list. */
export function entriesOf(written: Written | null): readonly Written[] {
  if (written === null || !Array.isArray(written.value)) return [];
  const { document, positions } = written;
  return written.value.map((value: unknown, index) => ({
    document,
    value,
    positions: typeof positions === 'object' && 'entries' in positions ? (positions.entries[index] ?? 0) : 0,
  }));
}

/** Returns one entry of a list, or null if there is none. */
export function entryAt(list: Written, index: number): Written | null {
  const { document, value, positions } = list;
  if (!Array.isArray(value) || index >= value.length) return null;
  const at = typeof positions === 'object' && 'entries' in positions ? (positions.entries[index] ?? 0) : 0;
  return { document, value: value[index] as unknown, positions: at };
}

/** Returns the value as text, or null if it is empty, unresolved or no text. */
export function asText(written: Written | null): WrittenText | null {
  return written !== null && isText(written) ? written : null;
}

function isText(written: Written): written is WrittenText {
  return typeof written.value === 'string' && written.value !== '';
}

/** Returns whether `load` could not resolve the value, for example an unset variable. */
export function isUnresolved(written: Written): boolean {
  return written.document.unresolved.has(offsetOf(written.positions));
}

/** Returns whether a variable gives the value, or a part of it. */
export function isFilled({ document, positions }: Written): boolean {
  return document.substituted.has(offsetOf(positions));
}

/** Returns whether the file says `null`. An empty value is null as well, and may be an oversight. */
export function isWrittenNull(written: Written): boolean {
  if (written.value !== null || isUnresolved(written)) return false;
  const at = offsetOf(written.positions);
  return (
    written.document.substituted.has(at) ||
    /^(?:null|Null|NULL|~)(?![^\s,}\]])/.test(written.document.text.slice(at, at + 5))
  );
}

/** Returns the place of the value, or of the key if nothing follows it. */
export function placeOf(written: Written): Place {
  return placeAt(written.document, offsetOf(written.positions));
}

/** Returns the place of the key, or of the value if it has no key. */
export function keyPlaceOf(written: Written): Place {
  return placeAt(written.document, written.keyAt ?? offsetOf(written.positions));
}

/**
 * Returns the value in quotes for a message. A value with variables appears as written, since it may be secret. A map or list
 * appears without its content, which may be private.
 */
export function quote(written: Written): string {
  const raw = written.document.substituted.get(offsetOf(written.positions));
  const text =
    raw?.replace(/^(["'])(.*)\1$/s, '$2') ??
    (typeof written.value === 'string' ? written.value : describeValue(written.value));
  return `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' && value !== null ? '{…}' : JSON.stringify(value);
}

/** A diagnostic before it has a place. */
export interface UnplacedDiagnostic {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: Severity;
}

/** Returns a diagnostic that points at the value. */
export function diagnoseAt(written: Written, words: UnplacedDiagnostic): Diagnostic {
  return placeAtMark(written, words, { offset: offsetOf(written.positions), length: lengthOf(written) });
}

/** Returns a diagnostic that points at the key of the value. */
export function diagnoseAtKey(written: Written, key: string, words: UnplacedDiagnostic): Diagnostic {
  if (written.keyAt === undefined) return diagnoseAt(written, words);
  const { text } = written.document;
  const isPlain = text.startsWith(key, written.keyAt);
  return placeAtMark(written, words, { offset: written.keyAt, length: key.length + (isPlain ? 0 : 2) });
}

/** Returns a diagnostic that points at an offset within the value, or at the whole value if escapes hide the offset. */
export function diagnoseWithin(written: WrittenText, index: number, words: UnplacedDiagnostic): Diagnostic {
  const at = offsetOf(written.positions);
  const { text } = written.document;
  if (text.startsWith(written.value, at))
    return placeAtMark(written, words, { offset: at + index, length: 1 });
  if (text.startsWith(written.value, at + 1))
    return placeAtMark(written, words, { offset: at + 1 + index, length: 1 });
  return diagnoseAt(written, words);
}

interface Mark {
  readonly offset: number;
  /** 0 if the end is not known. */
  readonly length: number;
}

function placeAtMark(written: Written, words: UnplacedDiagnostic, { offset, length }: Mark): Diagnostic {
  const place = placeAt(written.document, offset);
  const { code, message, hint, severity = 'error' } = words;
  const marked = length > 0 ? { endColumn: place.column + length } : {};
  return { code, severity, message, place, ...marked, ...(hint === undefined ? {} : { hint }) };
}

/** Returns the written length of the value, quotes included; 0 if the text spells it otherwise. */
function lengthOf({ document, value, positions }: Written): number {
  const at = offsetOf(positions);
  const raw = document.substituted.get(at);
  if (raw !== undefined) return raw.includes('\n') ? 0 : raw.length;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return 0;
  const text = String(value);
  if (text === '' || text.includes('\n')) return 0;
  if (document.text.startsWith(text, at)) return text.length;
  return /["']/.test(document.text[at] ?? '') && document.text.startsWith(text, at + 1) ? text.length + 2 : 0;
}

/** Returns whether the value is a map. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
