// Hides the values of sections with private keys in texts of the files. Offline nobody knows which keys are private, so it hides
// all of them.
import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import { kinds } from '../kinds/registry.js';
import { yamlOptions } from '../model/yaml-options.js';
import { hideDoubtful } from './diagnostics/hide-doubtful.js';

function listSections(): ReadonlySet<string> {
  return new Set(kinds.flatMap(({ values }) => (values?.definitions == null ? [] : [values.section])));
}

/** Returns the text with asterisks in place of each such value; every other character keeps its line and column. */
export function hideValues(text: string): string {
  return hide(text).text;
}

/** Returns the same for a code frame, where a mistake may keep the structure from telling what is a value. */
export function hideForFrame(text: string): string {
  const { text: shown, isBroken } = hide(text);
  return hideDoubtful(shown, { sections: listSections(), isBroken: isBroken ?? isMalformed(text) });
}

/** Characters. A longer text without such a section is not parsed; it counts as broken. */
const longestParsed = 1_000_000;

function isMalformed(text: string): boolean {
  return text.length > longestParsed || parseDocument(text, yamlOptions).errors.length > 0;
}

type Span = readonly [start: number, end: number];

/** `isBroken` is null where the text was not parsed. */
function hide(text: string): { readonly text: string; readonly isBroken: boolean | null } {
  const sections = listSections();
  if (![...sections].some((section) => text.includes(section))) return { text, isBroken: null };
  const document = parseDocument(text, yamlOptions);
  const spans = findSpans(document, sections, text);
  const comments = spans.comments.flatMap(([start, end]) =>
    Array.from(text.slice(start, end).matchAll(/(?<=^|\s)#.*$/gm), ({ index, 0: comment }): Span => {
      return [start + index, start + index + comment.length];
    }),
  );
  const shown = star(text, [...spans.values, ...comments]);
  return { text: shown, isBroken: document.errors.length > 0 };
}

function star(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const [start, end] of spans.toSorted(([one], [other]) => one - other)) {
    const from = Math.max(start, done);
    if (end <= from) continue;
    pieces.push(text.slice(done, from), text.slice(from, end).replace(/[^\r\n]/g, '*'));
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

interface Spans {
  readonly values: readonly Span[];
  /** The texts of the sections, in which comments are hidden. */
  readonly comments: readonly Span[];
}

function findSpans(document: Document.Parsed, sections: ReadonlySet<string>, text: string): Spans {
  const values: Span[] = [];
  const comments: Span[] = [];
  const anchors = new Set<string>();
  const add = (node: Node | null): void => {
    values.push(...listSpans(node, text));
    visit(node, { Alias: (_, { source }) => void anchors.add(source) });
  };
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !sections.has(String(key.value))) return undefined;
      add(value as Node | null);
      const end = isNode(value) ? (value.range?.[2] ?? 0) : 0;
      comments.push([key.range?.[1] ?? 0, end]);
      return visit.SKIP;
    },
  });
  // An alias in a section stands for values that are written elsewhere.
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor !== undefined && anchors.has(node.anchor)) add(node);
    },
  });
  return { values, comments };
}

/**
 * A section that is no map is malformed; it counts as one value. A key without a value may lack the colon, so it is hidden as
 * well. Between colon and value, an anchor or a tag may be an unquoted value.
 */
function listSpans(section: Node | null, text: string): readonly Span[] {
  if (section?.range == null) return [];
  const [start, end] = section.range;
  if (!isMap<Node, Node | null>(section)) return [[start, end]];
  return section.items.flatMap(({ key, value }): readonly Span[] => {
    const [keyStart, keyEnd] = key.range ?? [start, start];
    const [, valueEnd, nodeEnd] = value?.range ?? [keyEnd, keyEnd, keyEnd];
    if (value === null || (isScalar(value) && value.source === '')) return [[keyStart, nodeEnd]];
    const colon = /^\s*:?\s*/.exec(text.slice(keyEnd, valueEnd))?.[0].length ?? 0;
    return [[keyEnd + colon, valueEnd]];
  });
}
