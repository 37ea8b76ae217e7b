// A filter of addresses or ids is split into batches. Kinde documents no limit for it, so two cautious bounds hold.

const mostValues = 100;
/** The most characters of the encoded values, so that the whole URL stays below 4,000. */
const mostCharacters = 3_500;

/**
 * Returns the values, sorted and without repetition, joined with commas into as few batches as the bounds allow. Each
 * batch ends with `last` if it is given. A value too long for the bound is alone in its batch.
 */
export function batchFilter(values: readonly string[], last?: string): readonly string[] {
  const tail = last === undefined ? [] : [last];
  const batches = splitValues(values, { count: tail.length, size: encodedLength(tail.join()) });
  return batches.map((batch) => [...batch, ...tail].join(','));
}

/** The share of the bounds that `last` takes in every batch. */
interface Taken {
  readonly count: number;
  readonly size: number;
}

function splitValues(values: readonly string[], taken: Taken): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let size = 0;
  for (const value of [...new Set(values)].sort()) {
    const cost = encodedLength(value) + encodedLength(',');
    const batch = batches.at(-1);
    const isFull = batch === undefined || batch.length >= mostValues - taken.count;
    if (isFull || size + cost > mostCharacters) {
      batches.push([value]);
      size = taken.size + cost;
    } else {
      batch.push(value);
      size += cost;
    }
  }
  return batches;
}

function encodedLength(text: string): number {
  return new URLSearchParams({ '': text }).toString().length - 1;
}
