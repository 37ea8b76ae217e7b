// Splits a filter of addresses or ids into requests. Kinde documents no bound for it, so two careful ones are kept.

const mostValues = 100;
/** Characters that the encoded values may take: with path, host and other parameters the URL stays below 4,000. */
const mostCharacters = 3_500;

/**
 * Returns the values, each once and sorted, joined with commas in as few texts as the bounds allow, each text
 * ending with `last` if there is one. An address too long for the bound is alone in its text.
 */
export function batchFilter(values: readonly string[], last?: string): readonly string[] {
  const tail = last === undefined ? [] : [last];
  const batches = splitValues(values, { count: tail.length, size: encodedLength(tail.join()) });
  return batches.map((batch) => [...batch, ...tail].join(','));
}

/** What every text holds besides its values. */
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
