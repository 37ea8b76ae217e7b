// Converts YAML nodes to plain values and their positions, after which the nodes can be freed. Checks structure, not meaning.
import { isAlias, isMap, isScalar } from 'yaml';
import type { Alias, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Positions } from '../model/source-document.js';
import { giveUp } from './conversion.js';
import type { Conversion, Converted } from './conversion.js';
import { convertScalar } from './convert-scalar.js';
import { startMap } from './map-parts.js';
import type { MapParts } from './map-parts.js';
import { listMergeSources, mergeMap } from './merge-maps.js';
import type { OffsetDiagnostic } from './parsed-source.js';

const deepestValue = 64;
/** Aliases share one value in memory, but the later stages walk through each of them. */
const mostAliasedNodes = 1_000_000;

/** Returns the plain value of a node and its positions; adds diagnostics to the conversion. */
export function convertNode(node: Node | null, conversion: Conversion, depth: number): Converted {
  const at = node?.range?.[0] ?? 0;
  if (node === null) return { value: null, positions: at, size: 1 };
  if (isAlias(node)) return followAlias(node, conversion);
  if (depth > deepestValue) {
    return giveUp(conversion, {
      code: 'too-deep',
      start: at,
      message: 'This is nested too deeply for a configuration.',
    });
  }
  const anchor = 'anchor' in node ? node.anchor : undefined;
  if (anchor !== undefined) conversion.anchors.set(anchor, null);
  const converted = convertContent(node, conversion, depth);
  if (anchor !== undefined) conversion.anchors.set(anchor, converted);
  return converted;
}

/** The library searches the document again for each alias; this map lookup does not. Positions point at the anchor. */
function followAlias(alias: Alias, conversion: Conversion): Converted {
  const anchored = conversion.anchors.get(alias.source);
  const [start, end] = alias.range ?? [0, 0];
  if (anchored === undefined) return giveUp(conversion, describeUndefined(alias.source, start, end));
  if (anchored === null) {
    const message = 'This alias contains itself.';
    return giveUp(conversion, { code: 'cyclic-alias', start, end, message });
  }
  conversion.aliasedNodes += anchored.size;
  if (conversion.aliasedNodes <= mostAliasedNodes) return anchored;
  const message = `The aliases of this file stand for more than ${mostAliasedNodes} values.`;
  return giveUp(conversion, { code: 'too-many-aliases', start, end, message });
}

function describeUndefined(name: string, start: number, end: number): OffsetDiagnostic {
  const isPattern = /[@.]/.test(name);
  // Only a pattern of addresses is repeated: any other name may be an unquoted value, and private.
  const pattern = /^@[\w.-]+$/.test(name) ? `*${name}` : null;
  const message = isPattern
    ? `${pattern ?? 'This'} is not quoted: YAML takes the * for an alias.`
    : 'There is no anchor of this name before this alias.';
  const hint = isPattern
    ? `Put quotes around it${pattern === null ? '' : `: "${pattern}"`}.`
    : 'An anchor must be in the same file, above its aliases.';
  return { code: 'undefined-alias', start, end, message, hint };
}

function convertContent(node: Exclude<Node, Alias>, conversion: Conversion, depth: number): Converted {
  if (isScalar(node)) {
    return { value: convertScalar(node, conversion), positions: node.range?.[0] ?? 0, size: 1 };
  }
  return isMap(node) ? convertMap(node, conversion, depth) : convertList(node, conversion, depth);
}

function convertList(list: YAMLSeq, conversion: Conversion, depth: number): Converted {
  const values: unknown[] = [];
  const entries: Positions[] = [];
  let size = 1;
  for (const child of list.items as Node[]) {
    // Most nodes are scalars in lists. The loop allocates no `Converted` for them.
    if (isScalar(child) && child.anchor === undefined) {
      const at = child.range?.[0] ?? 0;
      values.push(convertScalar(child, conversion));
      entries.push(at);
      size += 1;
      continue;
    }
    const converted = convertNode(child, conversion, depth + 1);
    values.push(converted.value);
    entries.push(converted.positions);
    size += converted.size;
  }
  return { value: values, positions: { at: list.range?.[0] ?? 0, entries }, size };
}

interface GrowingMap extends MapParts {
  readonly merged: Converted[];
  hasMergeKey: boolean;
  size: number;
}

function convertMap(map: YAMLMap, conversion: Conversion, depth: number): Converted {
  const parts: GrowingMap = { ...startMap(), merged: [], hasMergeKey: false, size: 1 };
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const key = readKey(pair.key, conversion);
    const converted = convertNode(pair.value, conversion, depth + 1);
    parts.size += converted.size;
    if (key !== null) addPair({ pair, key, converted }, parts, conversion);
  }
  for (const source of parts.merged) mergeMap(source, parts);
  const positions = { at: map.range?.[0] ?? 0, keys: parts.keys, values: parts.positions };
  return { value: parts.values, positions, size: parts.size };
}

const mergeKey = Symbol('<<');

interface ReadPair {
  readonly pair: Pair<Node, Node | null>;
  readonly key: string | typeof mergeKey;
  readonly converted: Converted;
}

function addPair({ pair, key, converted }: ReadPair, parts: GrowingMap, conversion: Conversion): void {
  const at = pair.key.range?.[0] ?? 0;
  if (key === mergeKey) {
    if (parts.hasMergeKey) reportDuplicate('<<', at, conversion);
    parts.hasMergeKey = true;
    parts.merged.push(...listMergeSources(converted, conversion));
  } else if (key in parts.values) {
    reportDuplicate(key, at, conversion, parts.keys[key]);
  } else {
    parts.values[key] = converted.value;
    parts.keys[key] = at;
    // The null value of a bare `? key` has no text; diagnostics point at the key.
    parts.positions[key] = pair.value === null ? at : converted.positions;
  }
}

function readKey(key: Node, conversion: Conversion): string | typeof mergeKey | null {
  const [start, end] = key.range ?? [0, 0];
  if (isScalar(key) && typeof key.value === 'symbol') return mergeKey;
  if (isScalar(key) && typeof key.value === 'string') {
    if (key.anchor !== undefined)
      conversion.anchors.set(key.anchor, { value: key.value, positions: start, size: 1 });
    return key.value;
  }
  const hint =
    isScalar(key) && end > start ? 'Put quotes around it.' : 'Write the key as text before the colon.';
  conversion.diagnostics.push({ code: 'non-string-key', start, end, message: 'A key must be text.', hint });
  return null;
}

function reportDuplicate(key: string, start: number, conversion: Conversion, first?: number): void {
  conversion.diagnostics.push({
    code: 'duplicate-key',
    start,
    end: start + key.length,
    message: `The key "${key}" is in this map twice.`,
    hint: 'Keep one of the two.',
    ...(first === undefined ? {} : { alsoAt: first }),
  });
}
