// Long texts are written in parts, whose bytes must be the bytes of the whole text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from '../../../../src/cli/files/open-output.js';

test('the bytes of the parts are the bytes of the text, and no part is longer than it may be', () => {
  const letter = fc.constantFrom('a', 'ü', '\u2028', '\u{1f600}', '\u{10ffff}', '\n');
  fc.assert(
    fc.property(fc.array(letter), fc.integer({ min: 2, max: 9 }), (letters, length) => {
      const text = letters.join('');
      const parts = [...cutText(text, length)];
      expect(Buffer.concat(parts.map((part) => Buffer.from(part)))).toEqual(Buffer.from(text));
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(length);
    }),
  );
});

test('a letter of two halves stays whole where a part ends in it', () => {
  expect([...cutText('ab\u{1f600}c', 3)]).toEqual(['ab', '\u{1f600}c']);
});
