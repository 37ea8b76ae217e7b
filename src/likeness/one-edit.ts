// Finds texts that are one edit apart: a letter added, deleted or replaced, or two neighbours swapped. The index is a deletion
// neighbourhood (as in SymSpell), so that the work grows linearly with the number of texts.

/** Returns the positions of all indexed texts that are one edit away from a text. A position may occur more than once. */
export type FindOneEdit = (text: string) => readonly number[];

const base = 1_000_003;
const end = -1;
const nowhere: readonly number[] = [];

/** Returns the search through the texts. An edit of digits alone does not count. */
export function indexOneEdits(texts: readonly string[]): FindOneEdit {
  const size = texts.reduce((sum, { length }) => sum + length + 1, 0);
  const mask = 2 ** Math.ceil(Math.log2(size * 2 + 2)) - 1;
  const heads = new Int32Array(mask + 1).fill(end);
  const nexts = new Int32Array(size);
  const hashes = new Int32Array(size);
  const owners = new Int32Array(size);
  const hashVariants = createHasher();
  let filled = 0;
  texts.forEach((text, owner) => {
    for (const hash of hashVariants(text)) {
      hashes[filled] = hash;
      owners[filled] = owner;
      nexts[filled] = heads[hash & mask] ?? end;
      heads[hash & mask] = filled;
      filled += 1;
    }
  });
  return (text) => {
    let found: number[] | null = null;
    for (const hash of hashVariants(text)) {
      for (let entry = heads[hash & mask] ?? end; entry !== end; entry = nexts[entry] ?? end) {
        const owner = owners[entry] ?? 0;
        if (hashes[entry] === hash && isOneEdit(text, texts[owner] ?? '')) (found ??= []).push(owner);
      }
    }
    return found ?? nowhere;
  };
}

/**
 * Returns a function that hashes a text without each one of its letters, and the whole text last. Two texts that are one edit
 * apart share one of these hashes. The next call overwrites the list.
 */
function createHasher(): (text: string) => readonly number[] {
  const hashes: number[] = [];
  return (text) => {
    const { length } = text;
    hashes.length = length + 1;
    // The first loop stores the hash of each prefix. The second replaces each, from the end, by the hash without one letter.
    let whole = 0;
    for (let index = 0; index < length; index += 1) {
      hashes[index] = whole;
      whole = (Math.imul(whole, base) + text.charCodeAt(index) + 1) | 0;
    }
    let after = whole;
    let power = 1;
    for (let index = length - 1; index >= 0; index -= 1) {
      const before = hashes[index] ?? 0;
      hashes[index] = (whole + Math.imul(before - after, power)) | 0;
      after = before;
      power = Math.imul(power, base);
    }
    hashes[length] = whole;
    return hashes;
  };
}

/** Returns whether one edit leads from one text to the other. An edit of digits alone does not count. */
export function isOneEdit(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (one.length + other.length - 2 * shorter > 1) return false;
  let start = 0;
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail < shorter - start && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const left = one.slice(start, one.length - tail);
  const right = other.slice(start, other.length - tail);
  if (/^\d*$/.test(left + right)) return false;
  if (left.length <= 1 && right.length <= 1) return true;
  return /^\D\D$/.test(left) && right === `${left.charAt(1)}${left.charAt(0)}`;
}
