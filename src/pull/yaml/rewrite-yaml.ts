// The door of `yaml`: a text is rewritten to a wanted value with the fewest changes. Comments, order, quotes, anchors,
// line ends and every other byte stay.
import { isAlias, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { yamlOptions } from '../../model/yaml-options.js';
import type { Comment, Draft } from './draft.js';
import { readValues } from './read-values.js';
import { rewriteNode } from './rewrite-node.js';
import { applySplices } from './splices.js';
import type { Splice } from './splices.js';
import type { Remarks } from './write-value.js';

export interface YamlSource {
  readonly text: string;
  /** The values of scalars with a variable in them, by offset. */
  readonly filled: ReadonlyMap<number, unknown>;
}

export interface Rewritten {
  readonly text: string;
  /** The offsets of rewritten scalars, in the text before. */
  readonly rewritten: ReadonlySet<number>;
}

const options = { ...yamlOptions, keepSourceTokens: true } as const;

/** Returns the rewritten text; the same text if it has the wanted value. `remarks` stand beside new maps. */
export function rewriteYaml(source: YamlSource, wanted: unknown, remarks: Remarks): Rewritten {
  const { text, filled } = source;
  const document: Document.Parsed = parseDocument(text, options);
  const { contents } = document;
  if (contents === null) return { text, rewritten: new Set() };
  const splices: Splice[] = [];
  const rewritten = new Set<number>();
  const comments = findComments(contents.srcToken);
  const draft: Draft = {
    text,
    isJson: isJson(text, comments),
    values: readValues(contents, filled),
    anchors: new Map(),
    aliases: findAliases(document),
    comments,
    remarks,
    splices,
    rewritten,
    visit: (node: Node, value, spot) => rewriteNode(node, value, { spot, draft }),
  };
  draft.visit(contents, wanted, { isInFlow: false, indent: 0, headEnd: null });
  return { text: applySplices(text, splices), rewritten };
}

/** A JSON text with comments has few of them; so many prove that it is YAML. */
const mostComments = 1000;

/** Returns whether a text is JSON; JSON with YAML comments counts, too. */
function isJson(text: string, comments: readonly Comment[]): boolean {
  if (comments.length > mostComments) return false;
  const bare = comments.reduce((rest, comment) => rest.replace(comment.text, () => ''), text);
  try {
    JSON.parse(bare);
    return true;
  } catch {
    return false;
  }
}

function findAliases(document: Document.Parsed): ReadonlyMap<string, readonly number[]> {
  const aliases = new Map<string, number[]>();
  visit(document, {
    Alias: (_, node) => {
      if (!isAlias(node)) return;
      const known = aliases.get(node.source);
      if (known === undefined) aliases.set(node.source, [node.range?.[0] ?? 0]);
      else known.push(node.range?.[0] ?? 0);
    },
  });
  return aliases;
}

/** Returns the comments among the parser's tokens, in the order of the text. */
function findComments(root: unknown): readonly Comment[] {
  const comments: Comment[] = [];
  gatherComments(root, comments);
  return comments;
}

function gatherComments(token: unknown, comments: Comment[]): void {
  if (typeof token !== 'object' || token === null) return;
  const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown };
  if (type === 'comment' && typeof offset === 'number' && typeof source === 'string')
    comments.push({ start: offset, text: source });
  for (const part of Object.values(token)) gatherComments(part, comments);
}
