// Where the text of a node really ends: the library counts comments and blank lines below as its own.
import { isMap, isSeq } from 'yaml';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import type { Draft } from './draft.js';
import { spanOf } from './draft.js';
import { pairsOf } from './read-values.js';

/** Returns the offset after the last character of the node that is neither comment nor line end. */
export function deepEndOf(node: Node, draft: Pick<Draft, 'text'>): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = isMap(node) ? lastOfMap(node) : lastOfList(node);
    if (last !== undefined) return deepEndOf(last, draft);
  }
  return spanOf(node, draft).end;
}

function lastOfMap(map: YAMLMap): Node | undefined {
  const last = pairsOf(map).at(-1);
  return last?.value ?? last?.key;
}

function lastOfList(list: YAMLSeq): Node | undefined {
  return (list.items as Node[]).at(-1);
}
