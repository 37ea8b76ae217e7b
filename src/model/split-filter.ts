// Splits addresses or ids into batches, one for each request. Kinde documents no bound for such a filter; these two are careful
// ones.

const mostValues = 100;
/** The most characters of the encoded values. With path, host and other parameters the URL stays below 4,000. */
const mostCharacters = 3_500;

/** The values that every batch holds besides its own, by number and encoded size. */
export interface Taken {
  readonly count: number;
  readonly size: number;
}

/** Returns the distinct values, sorted, in as few batches as the bounds allow. A value that is too long gets its own batch. */
export function splitFilter(
  values: readonly string[],
  taken: Taken = { count: 0, size: 0 },
): readonly (readonly string[])[] {
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

/** Returns the number of characters of the text in a URL. */
export function encodedLength(text: string): number {
  return new URLSearchParams({ '': text }).toString().length - 1;
}
