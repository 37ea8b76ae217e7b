// Shortens a list of names for a sentence: the first few, and the number of the others.
import { formatCount } from './count-noun.js';

/** Returns `a, b and 3 more`, or all names if there are at most `most`. */
export function nameSome(names: readonly string[], most: number): string {
  const rest = names.length > most ? ` and ${formatCount(names.length - most)} more` : '';
  return `${names.slice(0, most).join(', ')}${rest}`;
}
