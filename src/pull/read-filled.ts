// What the scalars with variables in them came to, by offset: the text alone does not tell.
import { offsetOf } from '../model/source-document.js';
import type { Positions, SourceDocument } from '../model/source-document.js';
import { isListValue, isMapValue } from './yaml/yaml-value.js';

/** Returns the value of each scalar of the document that holds a variable. */
export function readFilled({ value, positions, substituted }: SourceDocument): ReadonlyMap<number, unknown> {
  const filled = new Map<number, unknown>();
  if (substituted.size > 0) gather(value, positions, { filled, substituted });
  return filled;
}

interface Gathering {
  readonly filled: Map<number, unknown>;
  readonly substituted: ReadonlyMap<number, string>;
}

function gather(value: unknown, positions: Positions, gathering: Gathering): void {
  if (isListValue(value)) {
    const entries = typeof positions === 'object' && 'entries' in positions ? positions.entries : [];
    for (const [index, entry] of value.entries()) gather(entry, entries[index] ?? 0, gathering);
  } else if (isMapValue(value)) {
    const values = typeof positions === 'object' && 'values' in positions ? positions.values : {};
    for (const key of Object.keys(value)) gather(value[key], values[key] ?? 0, gathering);
  } else if (gathering.substituted.has(offsetOf(positions))) {
    gathering.filled.set(offsetOf(positions), value);
  }
}
