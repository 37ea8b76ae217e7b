// "Did you mean": finds the candidate nearest to a misspelt word by edit distance.
import leven from 'leven';

/** A longer list takes more time than a suggestion is worth. */
const mostCandidates = 500;

/** Returns a hint that names the nearest candidate, or undefined if none is near. Ignores case, `_` and `-`. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(word);
  const limit = wanted.length < 4 ? 1 : wanted.length < 9 ? 2 : 3;
  let best: string | undefined;
  let bestDistance = limit + 1;
  if (candidates.length > mostCandidates || wanted.length > 100) return undefined;
  for (const candidate of candidates) {
    const distance = leven(wanted, fold(candidate), { maxDistance: limit + 1 });
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === undefined ? undefined : `Did you mean "${best}"?`;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, '');
}
