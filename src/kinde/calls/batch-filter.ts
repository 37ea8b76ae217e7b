// Splits a filter of addresses or ids into the texts that requests carry.
import { encodedLength, splitFilter } from '../../model/split-filter.js';

/**
 * Returns the values, each once and sorted, joined with commas in as few texts as the bounds allow, each text
 * ending with `last` if there is one. An address too long for the bound is alone in its text.
 */
export function batchFilter(values: readonly string[], last?: string): readonly string[] {
  const tail = last === undefined ? [] : [last];
  const batches = splitFilter(values, { count: tail.length, size: encodedLength(tail.join()) });
  return batches.map((batch) => [...batch, ...tail].join(','));
}
