// A list is rewritten entry by entry. Kept entries keep their place, removed entries go with their line, and new entries
// come last. Comments on their own lines stay.
import type { Node, YAMLSeq } from 'yaml';
import { deepEndOf } from './draft.js';
import type { Draft, Spot } from './draft.js';
import { rewriteFlow } from './rewrite-flow.js';
import { deleteLines, insertLines, lineStartOf } from './splices.js';
import { writeEntryLines, writeFlow } from './write-value.js';
import { fieldOf } from './yaml-value.js';

interface Place {
  readonly spot: Spot;
  readonly draft: Draft;
}

interface Entry {
  readonly node: Node;
  /** Undefined for a removed entry. */
  readonly wanted?: { readonly value: unknown };
}

/** Adds the splices to the draft that make the list hold the wanted entries. New entries must come last. */
export function rewriteList(list: YAMLSeq, wanted: readonly unknown[], place: Place): void {
  const { draft, spot } = place;
  const { entries, added } = alignEntries(list.items as Node[], wanted, draft);
  const isFlow = list.flow === true;
  const indent = isFlow ? 0 : columnOf(dashesOf(list)[0] ?? 0, draft);
  for (const { node, wanted: kept } of entries) {
    if (kept !== undefined)
      draft.visit(node, kept.value, { isInFlow: spot.isInFlow || isFlow, indent, headEnd: null });
  }
  if (isFlow) rewriteFlowList({ list, entries, added }, draft);
  else rewriteBlockList({ list, entries, added }, { ...place, indent });
}

interface ListEdit {
  readonly list: YAMLSeq;
  readonly entries: readonly Entry[];
  readonly added: readonly unknown[];
}

/** Matches entries by the person or group that they name; an entry without a name by its index. */
function alignEntries(
  nodes: readonly Node[],
  wanted: readonly unknown[],
  draft: Draft,
): Omit<ListEdit, 'list'> {
  const names = wanted.map((value, index) => nameOf(value) ?? `#${index}`);
  const byName = new Map(names.map((name, index) => [name, wanted[index]]));
  const entries = nodes.map((node, index): Entry => {
    const name = nameOf(draft.values.get(node)) ?? `#${index}`;
    if (!byName.has(name)) return { node };
    const value = byName.get(name);
    byName.delete(name);
    return { node, wanted: { value } };
  });
  return { entries, added: wanted.filter((_, index) => byName.has(names[index] ?? '')) };
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return `email ${value}`;
  for (const key of ['email', 'id', 'group']) {
    const name = fieldOf(value, key);
    if (typeof name === 'string') return `${key} ${name}`;
  }
  return null;
}

function rewriteFlowList({ list, entries, added }: ListEdit, draft: Draft): void {
  const items = entries.map(({ node, wanted }, index) => ({
    start: anchorOf(list, index) ?? node.range?.[0] ?? 0,
    end: node.range?.[1] ?? 0,
    isRemoved: wanted === undefined,
  }));
  rewriteFlow(
    { node: list, items, added: added.map((one) => writeFlow(one, draft.isJson)), padding: '' },
    draft,
  );
}

function tokensOf(list: YAMLSeq, index: number) {
  return list.srcToken !== undefined && 'items' in list.srcToken
    ? (list.srcToken.items[index]?.start ?? [])
    : [];
}

function anchorOf(list: YAMLSeq, index: number): number | undefined {
  return tokensOf(list, index).find(({ type }) => type === 'anchor')?.offset;
}

function dashesOf(list: YAMLSeq): readonly number[] {
  return list.items.map(
    (_, index) =>
      tokensOf(list, index).find(({ type }) => type === 'seq-item-ind')?.offset ?? list.range?.[0] ?? 0,
  );
}

function columnOf(offset: number, { text }: Draft): number {
  return offset - lineStartOf(text, offset);
}

function rewriteBlockList(
  { list, entries, added }: ListEdit,
  { spot, draft, indent }: Place & { readonly indent: number },
): void {
  const dashes = dashesOf(list);
  for (const [index, { node, wanted }] of entries.entries()) {
    if (wanted === undefined)
      draft.splices.push(...deleteLines(draft.text, dashes[index] ?? 0, deepEndOf(node, draft)));
  }
  if (added.length > 0) {
    const lines = writeEntryLines(added, { indent, remarks: draft.remarks });
    draft.splices.push(insertLines(draft.text, deepEndOf(list, draft), { lines, indent }));
  } else if (spot.headEnd !== null && entries.every(({ wanted }) => wanted === undefined)) {
    draft.splices.push({ start: spot.headEnd, end: spot.headEnd, text: ' []' });
  }
}
