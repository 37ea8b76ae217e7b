// What is gathered while a document is rewritten. Shared by the rewriters of nodes, maps and lists; rewrites nothing.
import { isAlias, isScalar } from 'yaml';
import type { Node } from 'yaml';
import type { NodeValues } from './read-values.js';
import type { Splice } from './splices.js';
import type { Remarks } from './write-value.js';

/** Where a value stands. */
export interface Spot {
  readonly isInFlow: boolean;
  /** Blanks before the key of the pair, or before the dash of the entry. */
  readonly indent: number;
  /** Where `key:` and its anchor end; null for what is not the value of a pair in block style. */
  readonly headEnd: number | null;
}

export interface Comment {
  readonly start: number;
  readonly text: string;
}

export interface Draft {
  readonly text: string;
  /** The text is JSON, which YAML reads too, and stays JSON: all texts in quotes, no comma after the last. */
  readonly isJson: boolean;
  /** What each node means before. */
  readonly values: NodeValues;
  /** What each anchor means from here on, with what was rewritten so far. */
  readonly anchors: Map<string, unknown>;
  /** Where the aliases of each name stand. */
  readonly aliases: ReadonlyMap<string, readonly number[]>;
  readonly comments: readonly Comment[];
  readonly remarks: Remarks;
  readonly splices: Splice[];
  /** Every scalar that was rewritten, by offset: whoever knows where variables are can tell which are gone. */
  readonly rewritten: Set<number>;
  /** Rewrites a node, so that it means what is wanted. */
  readonly visit: (node: Node, wanted: unknown, spot: Spot) => void;
}

/** Returns where a node's text begins and ends, without its anchor; of a block scalar without the last line end. */
export function spanOf(
  node: Node,
  { text }: Pick<Draft, 'text'>,
): { readonly start: number; readonly end: number } {
  const [start = 0, end = 0] = node.range ?? [];
  if (!isScalar(node) || node.type?.startsWith('BLOCK') !== true) return { start, end };
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Returns the name of an anchor that later aliases stand for, once more where this alias stands. */
export function isNeededAfter(node: Node, { aliases }: Draft): boolean {
  const at = node.range?.[0] ?? 0;
  return isAlias(node) && aliases.get(node.source)?.some((other) => other > at) === true;
}
