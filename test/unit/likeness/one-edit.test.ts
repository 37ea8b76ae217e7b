// Compares the search for texts that are one edit apart with the definition: all possible edits of a text.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexOneEdits, isOneEdit } from '../../../src/likeness/one-edit.js';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '2'), maxLength: 6 });

it('finds exactly the texts that are one edit away, edits of digits alone left out', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 12 }), (probe, texts) => {
      const expected = texts.flatMap((other, index) => (editOnce(probe).includes(other) ? [index] : []));
      const found = new Set(indexOneEdits(texts)(probe));
      const wanted = expected.filter((index) => withoutDigits(texts[index] ?? '') !== withoutDigits(probe));
      expect([...found].sort((one, two) => one - two)).toEqual(wanted);
      for (const [index, other] of texts.entries()) expect(isOneEdit(probe, other)).toBe(found.has(index));
    }),
    { numRuns: 500 },
  );
});

function withoutDigits(one: string): string {
  return one.replace(/\d/g, '');
}

const letters = ['a', 'b', '1', '2'];

function editOnce(one: string): readonly string[] {
  const edited: string[] = [];
  for (let at = 0; at <= one.length; at += 1) {
    const [before, after] = [one.slice(0, at), one.slice(at)];
    for (const letter of letters) edited.push(before + letter + after, before + letter + after.slice(1));
    edited.push(before + after.slice(1));
    if (after.length > 1) edited.push(`${before}${after[1] ?? ''}${after[0] ?? ''}${after.slice(2)}`);
  }
  return edited.filter((other) => other !== one);
}

it('compares 30,000 numbered texts, and as many with a common prefix, with each other', () => {
  const numbered = Array.from({ length: 30_000 }, (_, index) => `s${1_200_000 + index * 3}`);
  const find = indexOneEdits(numbered);
  expect(numbered.reduce((sum, one) => sum + find(one).length, 0)).toBe(0);
  const named = Array.from({ length: 30_000 }, (_, index) => `student.${spell(index)}`);
  const findNamed = indexOneEdits(named);
  expect(named.reduce((sum, one) => sum + findNamed(one).length, 0)).toBeGreaterThan(0);
  expect(findNamed('student.aaaaaq')).toContain(0);
});

function spell(number: number): string {
  return [4, 3, 2, 1, 0].map((place) => 'abcdefghij'[Math.floor(number / 10 ** place) % 10]).join('') + 'z';
}
