// A node is rewritten to the wanted value. An alias whose value must differ gets a value of its own; the other aliases
// keep theirs.
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Scalar } from 'yaml';
import { isNeededAfter, spanOf } from './draft.js';
import type { Draft, Spot } from './draft.js';
import { rewriteList } from './rewrite-list.js';
import { rewriteMap } from './rewrite-map.js';
import { insertLines } from './splices.js';
import { isWrittenAsBlock, writeEntryLines, writeFlow, writeScalar } from './write-value.js';
import type { Quotes } from './write-value.js';
import { isListValue, isMapValue, isSameValue } from './yaml-value.js';

/** Adds the splices to the draft that give the node the wanted value; none if it has that value. */
export function rewriteNode(
  node: Node,
  wanted: unknown,
  { spot, draft }: { spot: Spot; draft: Draft },
): void {
  if (isAlias(node)) {
    rewriteAlias(node, wanted, { spot, draft });
    return;
  }
  rewriteContent(node, wanted, { spot, draft });
  if (node.anchor !== undefined) draft.anchors.set(node.anchor, wanted);
}

/**
 * Replaces an alias by the wanted value if its anchor has another one. If later aliases follow, the new value takes over
 * the anchor: they have the same value, or are rewritten in their turn.
 */
function rewriteAlias(node: Alias, wanted: unknown, { spot, draft }: { spot: Spot; draft: Draft }): void {
  const { anchors } = draft;
  if (anchors.has(node.source) && isSameValue(anchors.get(node.source), wanted)) return;
  const isNeeded = isNeededAfter(node, draft);
  putValue(node, wanted, { spot, draft, anchor: isNeeded ? `&${node.source}` : '' });
  if (isNeeded) anchors.set(node.source, wanted);
}

interface Putting {
  readonly spot: Spot;
  readonly draft: Draft;
  readonly anchor: string;
}

function putValue(node: Node, wanted: unknown, { spot, draft, anchor }: Putting): void {
  const { start, end } = spanOf(node, draft);
  const { headEnd, indent, isInFlow } = spot;
  const isSameLine = headEnd !== null && !draft.text.slice(headEnd, start).includes('\n');
  if (!draft.isJson && !isInFlow && isSameLine && isListValue(wanted) && isWrittenAsBlock(wanted)) {
    draft.splices.push({ start: headEnd, end, text: anchor === '' ? '' : ` ${anchor}` });
    const lines = writeEntryLines(wanted, { indent: indent + 2, remarks: draft.remarks });
    draft.splices.push(insertLines(draft.text, end, { lines, indent: indent + 1 }));
    return;
  }
  draft.splices.push({
    start,
    end,
    text: `${anchor === '' ? '' : `${anchor} `}${writeFlow(wanted, draft.isJson)}`,
  });
}

function rewriteContent(node: Node, wanted: unknown, { spot, draft }: { spot: Spot; draft: Draft }): void {
  if (isMap(node) && isMapValue(wanted)) {
    rewriteMap(node, wanted, { spot, draft });
  } else if (isSeq(node) && isListValue(wanted)) {
    const isEmptyFlow = node.flow === true && node.items.length === 0 && wanted.length > 0;
    if (isEmptyFlow && !hasComment(node, draft)) putValue(node, wanted, { spot, draft, anchor: '' });
    else rewriteList(node, wanted, { spot, draft });
  } else if (!isScalar(node)) {
    putValue(node, wanted, { spot, draft, anchor: '' });
  } else if (!isSameValue(draft.values.get(node), wanted)) {
    rewriteScalar(node, wanted, draft);
  }
}

function hasComment(node: Node, draft: Draft): boolean {
  const { start, end } = spanOf(node, draft);
  return draft.comments.some((comment) => comment.start > start && comment.start < end);
}

function rewriteScalar(node: Scalar, wanted: unknown, draft: Draft): void {
  const { start, end } = spanOf(node, draft);
  const written =
    isMapValue(wanted) || isListValue(wanted)
      ? writeFlow(wanted, draft.isJson)
      : writeScalar(wanted, quotesOf(node));
  // A block scalar's comment stands between its indicator and its text.
  const [, comment = ''] = /^[|>][-+\d]*([ \t]+#[^\r\n]*)/.exec(draft.text.slice(start, end)) ?? [];
  draft.splices.push({ start, end, text: written + comment });
  draft.rewritten.add(start);
}

function quotesOf({ type }: Scalar): Quotes {
  if (type === 'QUOTE_DOUBLE') return 'double';
  return type === 'QUOTE_SINGLE' ? 'single' : 'none';
}
