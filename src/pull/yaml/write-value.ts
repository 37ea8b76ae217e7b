// Plain values become YAML text: scalars in their former style, short values on one line, long lists line by line. A text
// always reads back as the same text: no part of it becomes structure, a variable or another type.
import { quoteText } from '../../model/text/quote-text.js';
import { isListValue, isMapValue } from './yaml-value.js';
import type { MapValue } from './yaml-value.js';

export type Quotes = 'none' | 'single' | 'double';

/** The comments of new maps, one line each: beside a member, above an organization. */
export type Remarks = ReadonlyMap<object, string>;

// A plain text begins with a letter, so it is no number, alias, list or comment, and it holds no separator of YAML.
const plainText = /^[\p{L}_][\p{L}\p{M}\p{N} _.+@&'()/!=~^$-]*$/u;
const plainAddress = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.+'=~^$-]*@[\p{L}\p{M}\p{N}.-]+$/u;
// YAML 1.1 or 1.2 reads these words as another type than text.
const otherMeaning = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function isPlain(text: string): boolean {
  if (text.endsWith(' ') || otherMeaning.test(text)) return false;
  return plainText.test(text) || plainAddress.test(text);
}

/** Returns a scalar on one line. A text keeps its former quotes, and gets quotes if it needs them. */
export function writeScalar(value: unknown, quotes: Quotes = 'none'): string {
  if (typeof value !== 'string') return String(value);
  const text = value.replaceAll('${', () => '$${');
  const isTame = /^[ -~\p{L}\p{M}]*$/u.test(text);
  if (quotes === 'single' && isTame) return `'${text.replaceAll("'", "''")}'`;
  return quotes === 'none' && isPlain(text) ? text : quoteText(text);
}

/** Returns a key of a map; a key needs no escape for variables. */
export function writeKey(key: string): string {
  return isPlain(key) ? key : quoteText(key);
}

/** Returns a value on one line, in YAML or JSON. */
export function writeFlow(value: unknown, isJson = false): string {
  if (isListValue(value)) return `[${value.map((one) => writeFlow(one, isJson)).join(', ')}]`;
  if (!isMapValue(value)) return writeScalar(value, isJson ? 'double' : 'none');
  const pairs = Object.entries(value).map(([key, field]) => writeFlowPair(key, field, isJson));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Returns a key and its value on one line. */
export function writeFlowPair(key: string, value: unknown, isJson: boolean): string {
  return `${isJson ? quoteText(key) : writeKey(key)}: ${writeFlow(value, isJson)}`;
}

const longestFlow = 60;

/** Returns whether a value stands line by line in block style: long lists, lists of addresses or maps, and most maps. */
export function isWrittenAsBlock(value: unknown): boolean {
  if (isListValue(value)) {
    return value.some(isMapValue) || writeFlow(value).length > longestFlow || value.some(isAddress);
  }
  return isMapValue(value) && Object.keys(value).length > 0 && !isShort(value);
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && value.includes('@');
}

/** Returns whether a map is a member or a reference to a group, which fit on one line. */
function isShort(map: MapValue): boolean {
  return ['email', 'id', 'group'].some((key) => Object.hasOwn(map, key));
}

export interface BlockStyle {
  /** The number of blanks before each line. */
  readonly indent: number;
  readonly remarks: Remarks;
}

/** Returns the lines of a key and its value, without line ends. */
export function writePairLines(key: string, value: unknown, style: BlockStyle): readonly string[] {
  const head = `${' '.repeat(style.indent)}${writeKey(key)}:`;
  if (!isWrittenAsBlock(value)) return [`${head} ${writeFlow(value)}`];
  const inner = { ...style, indent: style.indent + 2 };
  return [head, ...(isListValue(value) ? writeEntryLines(value, inner) : writeMapLines(value, inner))];
}

/** Returns the lines of a list's entries, without line ends. */
export function writeEntryLines(entries: readonly unknown[], style: BlockStyle): readonly string[] {
  return entries.flatMap((entry) => writeEntry(entry, style));
}

function writeEntry(entry: unknown, style: BlockStyle): readonly string[] {
  const blanks = ' '.repeat(style.indent);
  const remark = isMapValue(entry) ? style.remarks.get(entry) : undefined;
  if (!isMapValue(entry) || !isWrittenAsBlock(entry)) {
    return [`${blanks}- ${writeFlow(entry)}${remark === undefined ? '' : ` # ${remark}`}`];
  }
  const [first = '', ...rest] = writeMapLines(entry, { ...style, indent: style.indent + 2 });
  const above = remark === undefined ? [] : [`${blanks}# ${remark}`];
  return [...above, `${blanks}- ${first.trimStart()}`, ...rest];
}

function writeMapLines(value: unknown, style: BlockStyle): readonly string[] {
  if (!isMapValue(value)) return [];
  return Object.entries(value).flatMap(([key, field]) => writePairLines(key, field, style));
}
