// Tells whether two texts are at most two edits apart. An outline of each text's letters, a bit mask, rules out nearly all pairs
// without computing the edit distance.
import leven from 'leven';

/** A text with the bit masks of its letters. */
export interface Outline {
  readonly text: string;
  /** The characters that occur, as bits. Different characters may share a bit. */
  readonly once: number;
  /** The characters that occur at least twice, as bits. */
  readonly twice: number;
}

/** The most letters added, deleted or replaced in a misspelling. */
export const mostEdits = 2;

/** Returns the outline of a text. */
export function outlineOf(text: string): Outline {
  let once = 0;
  let twice = 0;
  for (let index = 0; index < text.length; index += 1) {
    const bit = 1 << (text.charCodeAt(index) & 31);
    twice |= once & bit;
    once |= bit;
  }
  return { text, once, twice };
}

/** Returns whether the texts differ by one or two edits, and by at most half of `length`. */
export function isNear(one: Outline, other: Outline, length: number): boolean {
  const difference = one.text.length - other.text.length;
  return (
    difference <= mostEdits &&
    difference >= -mostEdits &&
    isAlike(one.once ^ other.once, one.twice ^ other.twice) &&
    isFewEdits(one.text, other.text, length)
  );
}

/** Outlines in typed arrays, which are scanned several times as fast as objects. */
export interface OutlineRow {
  readonly texts: readonly string[];
  readonly once: Int32Array;
  readonly twice: Int32Array;
}

/** Returns the outlines of the texts, in order. */
export function rowOf(texts: readonly string[]): OutlineRow {
  const outlines = texts.map(outlineOf);
  return {
    texts,
    once: Int32Array.from(outlines, ({ once }) => once),
    twice: Int32Array.from(outlines, ({ twice }) => twice),
  };
}

const nowhere: readonly number[] = [];

/** Returns the positions of the texts in the row that are near. Skips the length check of `isNear`; `leven` covers it. */
export function findNear(
  { texts, once, twice }: OutlineRow,
  other: Outline,
  length: number,
): readonly number[] {
  let found: number[] | null = null;
  for (let index = 0; index < once.length; index += 1) {
    if (!isAlike((once[index] ?? 0) ^ other.once, (twice[index] ?? 0) ^ other.twice)) continue;
    if (isFewEdits(texts[index] ?? '', other.text, length)) (found ??= []).push(index);
  }
  return found ?? nowhere;
}

/**
 * Takes the bits in which two outlines differ. Near texts always pass: an edit changes at most two letter counts by one, and
 * each of them changes one bit.
 */
function isAlike(once: number, twice: number): boolean {
  const apart = countBits(once);
  return apart <= 2 * mostEdits && apart + countBits(twice) <= 2 * mostEdits;
}

function isFewEdits(one: string, other: string, length: number): boolean {
  const edits = leven(one, other, { maxDistance: mostEdits + 1 });
  return edits > 0 && edits <= mostEdits && edits * 2 <= length;
}

/** Counts bits by adding neighbours in pairs, fours and eights, since millions of outlines are compared. */
function countBits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
