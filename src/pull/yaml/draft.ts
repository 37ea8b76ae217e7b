// The draft of a rewritten document, shared by the rewriters of nodes, maps and lists: its values, its anchors and the
// splices so far.
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap, YAMLSeq } from 'yaml';
import { pairsOf } from './read-values.js';
import type { NodeValues } from './read-values.js';
import type { Splice } from './splices.js';
import type { Remarks } from './write-value.js';

/** The position of a value in the text. */
export interface Spot {
  readonly isInFlow: boolean;
  /** The blanks before the pair's key, or before the entry's dash. */
  readonly indent: number;
  /** The end of `key:` and its anchor; null if the value belongs to no pair in block style. */
  readonly headEnd: number | null;
}

export interface Comment {
  readonly start: number;
  readonly text: string;
}

export interface Draft {
  readonly text: string;
  /** True for JSON, which YAML includes. The text stays JSON: all texts quoted, no comma after the last entry. */
  readonly isJson: boolean;
  /** The value of each node before the rewrite. */
  readonly values: NodeValues;
  /** The value of each anchor at this point of the rewritten text. */
  readonly anchors: Map<string, unknown>;
  /** The offsets of the aliases of each anchor. */
  readonly aliases: ReadonlyMap<string, readonly number[]>;
  readonly comments: readonly Comment[];
  readonly remarks: Remarks;
  readonly splices: Splice[];
  /** The offset of every rewritten scalar; it tells the caller which variables were replaced. */
  readonly rewritten: Set<number>;
  /** Rewrites a node to the wanted value. */
  readonly visit: (node: Node, wanted: unknown, spot: Spot) => void;
}

/** Returns the start and end of a node's text, without its anchor and without the last line end of a block scalar. */
export function spanOf(
  node: Node,
  { text }: Pick<Draft, 'text'>,
): { readonly start: number; readonly end: number } {
  const [start = 0, end = 0] = node.range ?? [];
  if (!isScalar(node) || node.type?.startsWith('BLOCK') !== true) return { start, end };
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/**
 * Returns the real end of a node: the offset after its last character that is neither comment nor line end. The library
 * counts the comments and blank lines below as part of the node.
 */
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

/** Returns whether a node is an alias and later aliases refer to the same anchor. */
export function isNeededAfter(node: Node, { aliases }: Draft): boolean {
  const at = node.range?.[0] ?? 0;
  return isAlias(node) && aliases.get(node.source)?.some((other) => other > at) === true;
}
