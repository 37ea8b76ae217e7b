// The entries of `[ ]` and `{ }` are added and removed with their commas. Comments between them stay.
import type { Node } from 'yaml';
import type { Draft } from './draft.js';
import { spanOf } from './draft.js';
import { deleteLines, lineEndOf, lineStartOf, nextLineOf } from './splices.js';
import type { Splice } from './splices.js';

interface FlowItem {
  readonly start: number;
  readonly end: number;
  readonly isRemoved: boolean;
}

export interface FlowEdit {
  readonly node: Node;
  readonly items: readonly FlowItem[];
  /** The texts of new entries, which come last. */
  readonly added: readonly string[];
  /** The blank inside the brackets of a refilled collection. */
  readonly padding: string;
}

/** Adds the splices to the draft that remove and add these entries. */
export function rewriteFlow({ node, items, added, padding }: FlowEdit, draft: Draft): void {
  const kept = items.filter(({ isRemoved }) => !isRemoved);
  const last = kept.at(-1);
  if (last === undefined) {
    refill({ node, isEmptied: items.length > 0, text: added.join(', '), padding }, draft);
    return;
  }
  if (added.length > 0)
    draft.splices.push(...appendAfter(last, added, { draft, removed: items.slice(items.indexOf(last) + 1) }));
  for (const run of findRuns(items)) draft.splices.push(...removeRun(run, draft));
}

interface Refill {
  readonly node: Node;
  readonly isEmptied: boolean;
  readonly text: string;
  readonly padding: string;
}

/** Replaces all entries; only comments stay. */
function refill({ node, isEmptied, text, padding }: Refill, draft: Draft): void {
  if (!isEmptied && text === '') return;
  const span = spanOf(node, draft);
  const inner = { start: span.start + 1, end: span.end - 1 };
  const padded = text === '' ? '' : `${padding}${text}${padding}`;
  draft.splices.push({ ...inner, text: padded + keepComments(inner, draft) });
}

/** If each entry has its own line, new entries stand below the last one and its comment. */
function appendAfter(
  item: FlowItem,
  added: readonly string[],
  { draft, removed }: { readonly draft: Draft; readonly removed: readonly FlowItem[] },
): readonly Splice[] {
  const { text } = draft;
  const { start, end } = item;
  const lineStart = lineStartOf(text, start);
  const isAlone = hasOwnLine(item, draft) && lineStart > 0;
  const nextLine = `${lineEndOf(text)}${text.slice(lineStart, start)}`;
  const between = isAlone ? `,${nextLine}` : ', ';
  const rest = text.slice(end, nextLineOf(text, end)).trimEnd();
  if (!rest.includes('#')) return [{ start: end, end, text: added.map((one) => between + one).join('') }];
  // There is no safe place below the comment, so the new entries stand before it.
  if (!isAlone || !removed.every((one) => hasOwnLine(one, draft)))
    return [{ start: end, end, text: added.map((one) => `, ${one}`).join('') }];
  const lineEnd = end + rest.length;
  const endsInComma = hasComma(removed.at(-1) ?? item, draft);
  return [
    ...(hasComma(item, draft) ? [] : [{ start: end, end, text: ',' }]),
    { start: lineEnd, end: lineEnd, text: `${nextLine}${added.join(between)}${endsInComma ? ',' : ''}` },
  ];
}

interface Run {
  readonly items: readonly FlowItem[];
  readonly before: FlowItem | undefined;
  readonly after: FlowItem | undefined;
}

/** Returns the runs of adjacent removed entries. */
function findRuns(items: readonly FlowItem[]): readonly Run[] {
  return items.flatMap((first, index) => {
    if (!first.isRemoved || items[index - 1]?.isRemoved === true) return [];
    const rest = items.slice(index);
    const length = rest.findIndex(({ isRemoved }) => !isRemoved);
    const run = length < 0 ? rest : rest.slice(0, length);
    return [{ items: run, before: items[index - 1], after: length < 0 ? undefined : rest[length] }];
  });
}

/** Entries on their own lines go with their lines. YAML allows the comma that may then stand last. */
function removeRun({ items, before, after }: Run, draft: Draft): readonly Splice[] {
  const isLast = (item: FlowItem): boolean => after === undefined && item === items.at(-1);
  const leavesComma = draft.isJson && after === undefined && before !== undefined;
  if (
    !leavesComma &&
    items.every((item) => hasOwnLine(item, draft) && (isLast(item) || hasComma(item, draft)))
  ) {
    return items.flatMap(({ start, end }) => deleteLines(draft.text, start, end));
  }
  const start = (after === undefined ? before?.end : items[0]?.start) ?? 0;
  const end = after?.start ?? items.at(-1)?.end ?? start;
  return [{ start, end, text: keepComments({ start, end }, draft) }];
}

function hasComma({ end }: FlowItem, { text }: Draft): boolean {
  return /^[ \t]*,/.test(text.slice(end, end + 80));
}

function hasOwnLine({ start, end }: FlowItem, { text }: Draft): boolean {
  const isFirst = text.slice(lineStartOf(text, start), start).trim() === '';
  return isFirst && /^[ \t]*,?[ \t]*(?:#.*)?$/.test(text.slice(end, nextLineOf(text, end)).trimEnd());
}

/** Returns the comments of removed text, placed so that the following text is no part of them. */
function keepComments(
  { start, end }: { readonly start: number; readonly end: number },
  draft: Draft,
): string {
  const { text } = draft;
  const comments = draft.comments.filter((comment) => comment.start >= start && comment.start < end);
  if (comments.length === 0) return '';
  const lineStart = lineStartOf(text, end);
  const blanks = /^[ \t]*/.exec(text.slice(lineStart, end))?.[0] ?? '';
  const isLineEnd = text.slice(end, nextLineOf(text, end)).trim() === '';
  const joined = comments.map((comment) => comment.text).join(`${lineEndOf(text)}${blanks}`);
  const gap = /\s/.test(text[start - 1] ?? ' ') ? '' : ' ';
  return `${gap}${joined}${isLineEnd ? '' : `${lineEndOf(text)}${blanks}`}`;
}
