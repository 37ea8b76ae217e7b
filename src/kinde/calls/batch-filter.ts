// Splits a filter of addresses or ids into the texts that requests carry.
import { encodedLength, splitFilter } from '../../model/split-filter.js';

/**
 * Returns the values, sorted and without repetition, joined with commas into as few batches as the bounds allow. Each
 * batch ends with `last` if it is given. A value too long for the bound is alone in its batch.
 */
export function batchFilter(values: readonly string[], last?: string): readonly string[] {
  const tail = last === undefined ? [] : [last];
  const batches = splitFilter(values, { count: tail.length, size: encodedLength(tail.join()) });
  return batches.map((batch) => [...batch, ...tail].join(','));
}
