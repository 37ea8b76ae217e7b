// Reads flow lists and flow maps on one line, without comments, empty entries or a trailing comma.
import type { Positions } from '../../model/source-document.js';
import { startMap } from '../map-parts.js';
import type { MapParts } from '../map-parts.js';
import { skipBlanks } from './plain-cursor.js';
import type { Cursor } from './plain-cursor.js';
import { inFlow, scanKey, scanScalar } from './scan-scalar.js';

/** Below the limit of `convertNode`, so that the library reports the text that is too deep. */
export const deepestPlain = 60;

const comma = 44;
const listStart = 91;
const listEnd = 93;
const mapStart = 123;
const mapEnd = 125;

/** Returns whether a flow list or a flow map begins at the cursor. */
export function isAtFlow({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at);
  return code === listStart || code === mapStart;
}

/** Reads the flow list or flow map at the cursor and moves behind it. Returns false if only the library can tell. */
export function readFlow(cursor: Cursor, depth: number): boolean {
  if (depth > deepestPlain) return false;
  cursor.size += 1;
  return cursor.text.charCodeAt(cursor.at) === listStart
    ? readFlowList(cursor, depth)
    : readFlowMap(cursor, depth);
}

function readFlowList(cursor: Cursor, depth: number): boolean {
  const { at } = cursor;
  const values: unknown[] = [];
  const entries: Positions[] = [];
  const isRead = readEntries(cursor, listEnd, () => {
    if (!readFlowValue(cursor, depth)) return false;
    values.push(cursor.value);
    entries.push(cursor.positions);
    return true;
  });
  cursor.value = values;
  cursor.positions = { at, entries };
  return isRead;
}

function readFlowMap(cursor: Cursor, depth: number): boolean {
  const { at } = cursor;
  const map = startMap();
  const isRead = readEntries(cursor, mapEnd, () => readFlowPair(cursor, map, depth));
  cursor.value = map.values;
  cursor.positions = { at, keys: map.keys, values: map.positions };
  return isRead;
}

function readFlowPair(cursor: Cursor, map: MapParts, depth: number): boolean {
  const { at } = cursor;
  const key = scanKey(cursor, inFlow);
  if (key === null || key in map.values || skipBlanks(cursor) === 0) return false;
  if (!readFlowValue(cursor, depth)) return false;
  map.values[key] = cursor.value;
  map.keys[key] = at;
  map.positions[key] = cursor.positions;
  return true;
}

function readFlowValue(cursor: Cursor, depth: number): boolean {
  return isAtFlow(cursor) ? readFlow(cursor, depth + 1) : scanScalar(cursor, inFlow);
}

/** Moves the cursor from the opening bracket to behind the closing one. */
function readEntries(cursor: Cursor, end: number, readEntry: () => boolean): boolean {
  cursor.at += 1;
  skipBlanks(cursor);
  if (skipMark(cursor, end)) return true;
  for (;;) {
    if (!readEntry()) return false;
    skipBlanks(cursor);
    if (!skipMark(cursor, comma)) return skipMark(cursor, end);
    skipBlanks(cursor);
  }
}

function skipMark(cursor: Cursor, mark: number): boolean {
  const isThere = cursor.text.charCodeAt(cursor.at) === mark;
  if (isThere) cursor.at += 1;
  return isThere;
}
