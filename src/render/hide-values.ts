// Hides the values of sections with private keys in the texts of code frames. Offline nobody knows which keys are private, so it
// hides all of them.
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import { kinds } from '../kinds/registry.js';
import { yamlOptions } from '../model/yaml-options.js';

/** Returns the text with asterisks in place of each such value; every other character keeps its line and column. */
export function hideValues(text: string): string {
  const sections = new Set(
    kinds.flatMap(({ values }) => (values?.definitions == null ? [] : [values.section])),
  );
  if (![...sections].some((section) => text.includes(section))) return text;
  const spans: (readonly [start: number, end: number])[] = [];
  visit(parseDocument(text, yamlOptions), {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !sections.has(String(key.value))) return undefined;
      spans.push(...listValues(value as Node | null).flatMap((node) => spanOf(node)));
      return visit.SKIP;
    },
  });
  const pieces = spans.map(([start, end], index) => {
    const [, last = 0] = spans[index - 1] ?? [];
    return text.slice(last, start) + text.slice(start, end).replace(/[^\r\n]/g, '*');
  });
  return pieces.join('') + text.slice(spans.at(-1)?.[1] ?? 0);
}

/** A section that is no map is malformed; it counts as one value. */
function listValues(section: Node | null): readonly (Node | null)[] {
  return isMap<unknown, Node | null>(section) ? section.items.map(({ value }) => value) : [section];
}

function spanOf(node: Node | null): readonly (readonly [number, number])[] {
  return node?.range == null ? [] : [[node.range[0], node.range[1]]];
}
