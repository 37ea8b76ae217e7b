// Entries of `[ ]` and `{ }` taken out and added, with their commas. Comments between them stay.
import type { Node } from 'yaml';
import type { Draft } from './draft.js';
import { spanOf } from './draft.js';
import { lineEndOf, lineStartOf, nextLineOf } from './splices.js';

interface FlowItem {
  readonly start: number;
  readonly end: number;
  readonly isRemoved: boolean;
}

export interface FlowEdit {
  readonly node: Node;
  readonly items: readonly FlowItem[];
  /** What comes last, as text. */
  readonly added: readonly string[];
  /** What stands inside the brackets of what was empty. */
  readonly padding: string;
}

/** Adds to the draft what takes out and adds these entries. */
export function rewriteFlow({ node, items, added, padding }: FlowEdit, draft: Draft): void {
  const kept = items.filter(({ isRemoved }) => !isRemoved);
  const last = kept.at(-1);
  if (last === undefined) {
    refill({ node, isEmptied: items.length > 0, text: added.join(', '), padding }, draft);
    return;
  }
  if (added.length > 0) draft.splices.push(appendAfter(last, added, draft));
  for (const run of findRuns(items)) draft.splices.push(removeRun(run, draft));
}

interface Refill {
  readonly node: Node;
  readonly isEmptied: boolean;
  readonly text: string;
  readonly padding: string;
}

/** Nothing of what was there stays. */
function refill({ node, isEmptied, text, padding }: Refill, draft: Draft): void {
  if (!isEmptied && text === '') return;
  const span = spanOf(node, draft);
  const inner = { start: span.start + 1, end: span.end - 1 };
  const padded = text === '' ? '' : `${padding}${text}${padding}`;
  draft.splices.push({ ...inner, text: padded + keepComments(inner, draft) });
}

/** New entries stand below the last one where each has a line of its own, and no comment says something of it. */
function appendAfter({ start, end }: FlowItem, added: readonly string[], { text }: Draft) {
  const lineStart = lineStartOf(text, start);
  const blanks = text.slice(lineStart, start);
  const isAlone =
    blanks.trim() === '' &&
    /^[ \t]*,?[ \t]*\r?$/.test(text.slice(end, nextLineOf(text, end)).replace(/\n$/, ''));
  const between = isAlone && lineStart > 0 ? `,${lineEndOf(text)}${blanks}` : ', ';
  return { start: end, end, text: added.map((one) => between + one).join('') };
}

interface Run {
  readonly first: FlowItem;
  readonly last: FlowItem;
  readonly before: FlowItem | undefined;
  readonly after: FlowItem | undefined;
}

function findRuns(items: readonly FlowItem[]): readonly Run[] {
  return items.flatMap((first, index) => {
    if (!first.isRemoved || items[index - 1]?.isRemoved === true) return [];
    const rest = items.slice(index);
    const length = rest.findIndex(({ isRemoved }) => !isRemoved);
    const last = (length < 0 ? rest.at(-1) : rest[length - 1]) ?? first;
    return [{ first, last, before: items[index - 1], after: length < 0 ? undefined : rest[length] }];
  });
}

function removeRun({ first, last, before, after }: Run, draft: Draft) {
  const span =
    after === undefined
      ? { start: before?.end ?? first.start, end: last.end }
      : { start: first.start, end: after.start };
  return { ...span, text: keepComments(span, draft) };
}

/** Returns the comments of what is taken out, so placed that what follows is no part of them. */
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
