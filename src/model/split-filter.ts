// How many addresses or ids one request can ask for. Kinde documents no bound for such a filter, so two careful ones are kept.

const mostValues = 100;
/** Characters that the encoded values may take: with path, host and other parameters the URL stays below 4,000. */
const mostCharacters = 3_500;

/** What every batch holds besides its values. */
export interface Taken {
  readonly count: number;
  readonly size: number;
}

/** Returns the values, each once and sorted, in as few batches as the bounds allow; one that is too long stands alone. */
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

/** Returns the characters that the text takes in a URL. */
export function encodedLength(text: string): number {
  return new URLSearchParams({ '': text }).toString().length - 1;
}
