// Finds new organization names that are likely misspellings of a live one and would create a second organization. A differing
// number or short word is never a misspelling, since names use these to tell organizations apart.
import { compareText } from '../model/text/compare-text.js';
import { groupBy } from '../model/group-by.js';
import { replaceLookAlikes } from './look-alike.js';
import { findNear, isNear, outlineOf, rowOf } from './outline.js';
import type { OutlineRow } from './outline.js';

/** A name in comparable form. `whole` joins its words; `frame` keeps only the words that must be equal. */
interface Reading {
  readonly name: string;
  readonly words: readonly string[];
  readonly whole: string;
  readonly frame: string;
}

/** The readings of one frame. */
interface Family {
  readonly readings: readonly Reading[];
  readonly wholes: OutlineRow;
}

/** Shorter words and words with a digit must be equal, as in Team A and Team B, or Acme EU and Acme US. */
const shortestSlip = 4;

/**
 * Returns the known name that each new name may be a misspelling of, the first in the alphabet. Names without one have no entry.
 * Names are similar if they differ only in case, spaces, punctuation and look-alike letters, or in at most two letters of
 * long words.
 */
export function findSimilarNames(
  added: readonly string[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (added.length === 0) return found;
  const readings = [...known].sort(compareText).map(readName);
  const byWhole = new Map(readings.map((reading) => [reading.whole, reading] as const).reverse());
  const families = new Map<string, Family>();
  for (const [frame, alike] of groupBy(readings, (reading) => reading.frame)) {
    families.set(frame, { readings: alike, wholes: rowOf(alike.map(({ whole }) => whole)) });
  }
  for (const name of added) {
    const own = readName(name);
    if (own.whole === '') continue;
    const like = byWhole.get(own.whole) ?? findSlip(own, families.get(own.frame));
    if (like !== undefined && like.name !== name) found.set(name, like.name);
  }
  return found;
}

function readName(name: string): Reading {
  const readable = replaceLookAlikes(name.normalize('NFKC').toLowerCase());
  const words = readable.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const frame = words.map((word) => (maySlip(word) ? '*' : word)).join(' ');
  return { name, words, whole: words.join(''), frame };
}

function maySlip(word: string): boolean {
  return word.length >= shortestSlip && !/\p{N}/u.test(word);
}

function findSlip({ words, whole }: Reading, family: Family | undefined): Reading | undefined {
  if (family === undefined) return undefined;
  const near = findNear(family.wholes, outlineOf(whole), whole.length);
  const slips = near.map((index) => family.readings[index]).filter((reading) => reading !== undefined);
  return slips.find((other) => words.every((word, index) => isSlip(word, other.words[index] ?? '')));
}

/** A word of four letters may differ in one letter, a word of eight in two. */
function isSlip(word: string, other: string): boolean {
  if (word === other) return true;
  return isNear(outlineOf(word), outlineOf(other), Math.min(word.length, other.length) / 2);
}
