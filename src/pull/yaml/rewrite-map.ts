// A map is rewritten key by key. Its own keys change in place. A value from a merge key is overridden in the map and
// never changed at its source.
import { isMap, isScalar } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';
import { deepEndOf } from './draft.js';
import type { Draft, Spot } from './draft.js';
import { rewriteFlow } from './rewrite-flow.js';
import { isMergeKey, listSources, mergeInto, pairsOf } from './read-values.js';
import { deleteLines, insertLines, lineStartOf } from './splices.js';
import { writeFlowPair, writePairLines } from './write-value.js';
import { isSameValue } from './yaml-value.js';
import type { MapValue } from './yaml-value.js';

interface Place {
  readonly spot: Spot;
  readonly draft: Draft;
}

type OwnPair = Pair<Node, Node | null>;

/** Adds the splices to the draft that make the map hold exactly the wanted keys and values. */
export function rewriteMap(map: YAMLMap, wanted: MapValue, place: Place): void {
  const { draft } = place;
  const isInFlow = place.spot.isInFlow || map.flow === true;
  const pairs = pairsOf(map);
  const own = new Map(pairs.filter((pair) => !isMergeKey(pair)).map((pair) => [keyOf(pair, draft), pair]));
  const inherited = mergeInto(
    {},
    pairs.flatMap((pair) => visitPair(pair, wanted, { map, isInFlow, draft })),
  );
  const isDissolved = Object.keys(inherited).some((key) => !Object.hasOwn(wanted, key));
  const removed = pairs.filter((pair) =>
    isMergeKey(pair) ? isDissolved : !Object.hasOwn(wanted, keyOf(pair, draft)),
  );
  const isTaken = (key: string): boolean =>
    own.has(key) ||
    (!isDissolved && Object.hasOwn(inherited, key) && isSameValue(inherited[key], wanted[key]));
  const added = Object.keys(wanted).filter((key) => !isTaken(key));
  const edit = { map, wanted, removed, added, own };
  if (map.flow === true) rewriteFlowMap(edit, draft);
  else rewriteBlockMap(edit, place);
}

interface Visiting {
  readonly map: YAMLMap;
  readonly isInFlow: boolean;
  readonly draft: Draft;
}

/** Rewrites the value of a pair. Returns the maps that it merges; a pair without a merge key merges none. */
function visitPair(pair: OwnPair, wanted: MapValue, { map, isInFlow, draft }: Visiting): readonly MapValue[] {
  const { value } = pair;
  if (value === null) return [];
  const spot = { isInFlow, indent: map.srcToken?.type === 'block-map' ? map.srcToken.indent : 0 };
  if (isMergeKey(pair)) return visitSources(value, draft);
  const key = keyOf(pair, draft);
  const headEnd = isInFlow ? null : headEndOf(pair);
  if (Object.hasOwn(wanted, key)) draft.visit(value, wanted[key], { ...spot, headEnd });
  return [];
}

/** Returns the merged maps, which keep their values. An alias among them has the current value of its anchor. */
function visitSources(value: Node, draft: Draft): readonly MapValue[] {
  const nodes = 'items' in value && !isMap(value) ? (value.items as Node[]) : [value];
  return nodes.flatMap((node) => {
    if ('source' in node) return listSources(draft.anchors.get(node.source));
    const before = draft.values.get(node);
    draft.visit(node, before, { isInFlow: true, indent: 0, headEnd: null });
    return listSources(before);
  });
}

function keyOf({ key }: OwnPair, draft: Draft): string {
  return String(draft.values.get(key));
}

function headEndOf({ srcToken }: OwnPair): number | null {
  const tokens = srcToken !== undefined && 'sep' in srcToken ? (srcToken.sep ?? []) : [];
  const last = tokens.filter(({ type }) => type === 'map-value-ind' || type === 'anchor').at(-1);
  return last === undefined ? null : last.offset + last.source.length;
}

interface MapEdit {
  readonly map: YAMLMap;
  readonly wanted: MapValue;
  readonly removed: readonly OwnPair[];
  readonly added: readonly string[];
  readonly own: ReadonlyMap<string, OwnPair>;
}

function rewriteFlowMap({ map, wanted, removed, added }: MapEdit, draft: Draft): void {
  const items = pairsOf(map).map((pair) => ({
    start: pair.key.range?.[0] ?? 0,
    end: (pair.value ?? pair.key).range?.[1] ?? 0,
    isRemoved: removed.includes(pair),
  }));
  const texts = added.map((key) => writeFlowPair(key, wanted[key], draft.isJson));
  rewriteFlow({ node: map, items, added: texts, padding: ' ' }, draft);
}

function rewriteBlockMap(edit: MapEdit, { spot, draft }: Place): void {
  const { map, wanted, removed, added } = edit;
  if (removed.length === map.items.length && added.length === 0) {
    if (spot.headEnd !== null) draft.splices.push({ start: spot.headEnd, end: spot.headEnd, text: ' {}' });
  }
  const gone = new Set<OwnPair>();
  for (const pair of removed) {
    if (!gone.has(pair)) for (const one of removePair(pair, edit, draft)) gone.add(one);
  }
  const indent = map.srcToken?.type === 'block-map' ? map.srcToken.indent : 0;
  for (const key of added) {
    const before = findPredecessor(key, edit);
    if (before === null) continue;
    const lines = writePairLines(key, wanted[key], { indent, remarks: draft.remarks });
    draft.splices.push(insertLines(draft.text, endOf(before, draft), { lines, indent }));
  }
}

/** Returns the pair after which a new key stands: its predecessor in the wanted map, a scalar if possible. */
function findPredecessor(key: string, { map, wanted, own, removed }: MapEdit): OwnPair | null {
  const keys = Object.keys(wanted);
  const before = keys.slice(0, keys.indexOf(key)).reverse();
  const kept = before.flatMap((one) => own.get(one) ?? []).filter((pair) => !removed.includes(pair));
  return kept.find(({ value }) => isScalar(value)) ?? kept[0] ?? pairsOf(map).at(-1) ?? null;
}

function endOf(pair: OwnPair, draft: Draft): number {
  return deepEndOf(pair.value ?? pair.key, draft);
}

/** Removes a pair. Returns all pairs that its splice removed: the pair, and removed pairs right after it. */
function removePair(pair: OwnPair, { map, removed }: MapEdit, draft: Draft): readonly OwnPair[] {
  const start = pair.key.range?.[0] ?? 0;
  const isFirstOnLine = draft.text.slice(lineStartOf(draft.text, start), start).trim() === '';
  if (isFirstOnLine) {
    draft.splices.push(...deleteLines(draft.text, start, endOf(pair, draft)));
    return [pair];
  }
  // The pair stands beside a list's dash, so the next kept pair moves up, unless a comment stands between.
  const pairs = pairsOf(map);
  const after = pairs.slice(pairs.indexOf(pair) + 1);
  const stays = after.findIndex((one) => !removed.includes(one));
  const run = [pair, ...(stays < 0 ? after : after.slice(0, stays))];
  const end = endOf(run.at(-1) ?? pair, draft);
  const next = after[stays]?.key.range?.[0] ?? end;
  const hasComment = draft.comments.some((comment) => comment.start >= end && comment.start < next);
  draft.splices.push({ start, end: hasComment ? end : next, text: '' });
  return run;
}
