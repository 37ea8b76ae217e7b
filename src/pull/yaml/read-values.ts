// The value of every node of a document. Aliases and merge keys are resolved in the order of the text, as `load` does.
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { isListValue, isMapValue } from './yaml-value.js';
import type { MapValue } from './yaml-value.js';

export type NodeValues = ReadonlyMap<Node, unknown>;

interface Reading {
  readonly values: Map<Node, unknown>;
  readonly anchors: Map<string, unknown>;
  /** The values of scalars with a variable in them, by offset. */
  readonly filled: ReadonlyMap<number, unknown>;
}

/** Returns the value of each node from the root down. */
export function readValues(root: Node, filled: ReadonlyMap<number, unknown>): NodeValues {
  const values = new Map<Node, unknown>();
  readNode(root, { values, anchors: new Map(), filled });
  return values;
}

function readNode(node: Node, reading: Reading): unknown {
  const value = readContent(node, reading);
  reading.values.set(node, value);
  if (!isAlias(node) && node.anchor !== undefined) reading.anchors.set(node.anchor, value);
  return value;
}

function readContent(node: Node, reading: Reading): unknown {
  if (isAlias(node)) return reading.anchors.get(node.source);
  if (isScalar(node)) {
    const at = node.range?.[0] ?? 0;
    if (reading.filled.has(at)) return reading.filled.get(at);
    return typeof node.value === 'symbol' ? '<<' : node.value;
  }
  if (isSeq(node)) return (node.items as Node[]).map((child) => readNode(child, reading));
  return isMap(node) ? readMap(node, reading) : null;
}

function readMap(map: YAMLMap, reading: Reading): MapValue {
  const own: Record<string, unknown> = {};
  const merged: MapValue[] = [];
  for (const pair of pairsOf(map)) {
    // A key may have an anchor, so it is read as a node.
    const key = readNode(pair.key, reading);
    const value = pair.value === null ? null : readNode(pair.value, reading);
    if (isMergeKey(pair)) merged.push(...listSources(value));
    else define(own, String(key), value);
  }
  return mergeInto(own, merged);
}

/** Returns the pairs of a parsed map, whose keys are always nodes. */
export function pairsOf(map: YAMLMap): readonly Pair<Node, Node | null>[] {
  return map.items as Pair<Node, Node | null>[];
}

/** Returns whether a pair is a merge key (`<<`). */
export function isMergeKey({ key }: Pair<Node, Node | null>): boolean {
  return isScalar(key) && typeof key.value === 'symbol';
}

/** Returns the maps that a merge key merges. */
export function listSources(value: unknown): readonly MapValue[] {
  return (isListValue(value) ? value : [value]).filter(isMapValue);
}

/** Returns the map with the missing keys of the sources; earlier sources win. */
export function mergeInto(own: MapValue, sources: readonly MapValue[]): MapValue {
  const merged: Record<string, unknown> = {};
  for (const source of [own, ...sources]) {
    for (const key of Object.keys(source)) if (!Object.hasOwn(merged, key)) define(merged, key, source[key]);
  }
  return merged;
}

/** Defines a key, so that `__proto__` is a key like any other. */
function define(map: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}
