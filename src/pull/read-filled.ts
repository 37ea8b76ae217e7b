// What the scalars with variables in them came to, by offset: the text alone does not tell.
import { offsetOf } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { entriesOf, fieldsOf, rootOf } from '../validate/written.js';
import type { Written } from '../validate/written.js';

/** Returns the value of each scalar of the document that holds a variable. */
export function readFilled(document: SourceDocument): ReadonlyMap<number, unknown> {
  const filled = new Map<number, unknown>();
  if (document.substituted.size > 0) gather(rootOf(document), filled);
  return filled;
}

function gather(written: Written, filled: Map<number, unknown>): void {
  const offset = offsetOf(written.positions);
  const isScalar = typeof written.value !== 'object' || written.value === null;
  if (isScalar && written.document.substituted.has(offset)) filled.set(offset, written.value);
  for (const entry of entriesOf(written)) gather(entry, filled);
  for (const [, field] of fieldsOf(written)) gather(field, filled);
}
