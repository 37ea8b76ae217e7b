// Reads the name of an organization as the eye does where a comment or a terminal shows it.
import { replaceLookAlikes } from '../../likeness/look-alike.js';

/** Comments cut longer names, of which readers see no more than the beginning. */
const longestSeen = 100;

/** Returns a text that is equal for names that look alike: spaces, case and foreign letters that look Latin do not count. */
export function lookOfName(name: string): string {
  const read = replaceLookAlikes(name.normalize('NFKC').toLowerCase());
  return read.replace(/\s+/gu, ' ').trim().slice(0, longestSeen);
}
