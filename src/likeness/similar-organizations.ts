// Finds names of organizations that read like one that Kinde has: the slip that would otherwise become a second
// organization. Numbers and short words tell organizations apart on purpose, so these never count as slips.
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import { findNear, isNear, outlineOf, rowOf } from './outline.js';
import type { OutlineRow } from './outline.js';

/** A name as it is compared: its words, these in one, and what of it is no slip wherever it differs. */
interface Reading {
  readonly name: string;
  readonly words: readonly string[];
  readonly whole: string;
  readonly frame: string;
}

/** Readings of one frame, side by side. */
interface Family {
  readonly readings: readonly Reading[];
  readonly wholes: OutlineRow;
}

/** Shorter words tell names apart, and so do those with a digit: Team A and Team B, Acme EU and Acme US. */
const shortestSlip = 4;

/**
 * Returns for each new name the known one that it may be meant for, the first of the alphabet; those with none have no
 * entry. Names that differ by nothing but case, spaces and punctuation are alike; else at most two letters of long words
 * may be other ones.
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
  const words =
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
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

/** One letter may be another one in four, two in eight. */
function isSlip(word: string, other: string): boolean {
  if (word === other) return true;
  return isNear(outlineOf(word), outlineOf(other), Math.min(word.length, other.length) / 2);
}
