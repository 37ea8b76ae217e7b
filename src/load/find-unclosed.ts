// Where a quote or a bracket was forgotten, the YAML library stops further on, often at the end of the file. Finds the one
// that is open there, which is what somebody has to look at.
import { isCollection, isScalar, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';

/** The offset of what is opened, and what would close it. */
export interface Unclosed {
  readonly start: number;
  readonly open: string;
  readonly close: string;
}

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };

/** Returns the innermost quote or bracket for want of whose end the error was made; null where that is not its reason. */
export function findUnclosed(document: Document.Parsed, error: YAMLError, text: string): Unclosed | null {
  if (error.code !== 'MISSING_CHAR' && error.code !== 'BAD_INDENT') return null;
  const isQuote = error.message.startsWith('Missing closing');
  const [stop] = error.pos;
  let found: Unclosed | null = null;
  visit(document, {
    Node: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const open = text.charAt(start);
      const close = closing[open];
      if (end !== stop || close === undefined) return;
      // A quote that closes can't be told from an escaped one; a bracket may stand where it closes nothing any more.
      const isOpen = isScalar(node) ? isQuote : isCollection(node) && !isClosed(text, { start, end, close });
      if (isOpen) found = { start, open, close };
    },
  });
  return found;
}

function isClosed(
  text: string,
  { start, end, close }: { start: number; end: number; close: string },
): boolean {
  return (end - start > 1 && text.charAt(end - 1) === close) || text.charAt(end) === close;
}
