// Tests the texts that the plain reader leaves to the library: values equal the library's, and every position points at its text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseWithLibrary } from '../../../src/load/parse-with-library.js';
import { readPlainYaml } from '../../../src/load/plain-yaml/read-plain-yaml.js';
import type { Positions } from '../../../src/model/source-document.js';

const lines = (indent: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `${' '.repeat(indent)}- p${index}@x.example\n`).join('');
// The plain reader gives up on `---`, so that the library parses these texts.
const marked = (text: string): string => `---\n${text}`;
const read = (text: string) => parseWithLibrary({ file: 'kinde.yaml', text, env: {} });

/** Returns every text in the value with the written text at its position. */
function listTexts(
  value: unknown,
  positions: Positions,
  text: string,
): readonly (readonly [string, string])[] {
  if (typeof value === 'string' && typeof positions === 'number') {
    return [[value, text.slice(positions, positions + value.length)]];
  }
  if (Array.isArray(value) && typeof positions === 'object' && 'entries' in positions) {
    return value.flatMap((entry, index) => listTexts(entry, positions.entries[index] ?? 0, text));
  }
  if (typeof value === 'object' && value !== null && typeof positions === 'object' && 'values' in positions) {
    return Object.entries(value).flatMap(([key, field]) =>
      listTexts(field, positions.values[key] ?? 0, text),
    );
  }
  return [];
}

describe('a long list of addresses', () => {
  it.each([
    ['alone', `members:\n${lines(2, 30)}`],
    ['at the indentation of its key', `members:\n${lines(0, 30)}other: 1\n`],
    ['with Windows line ends', `members:\n${lines(2, 30)}other: 1\n`.replaceAll('\n', '\r\n')],
    ['without a last line end', `members:\n${lines(2, 30)}`.trimEnd()],
    ['inside a list', `a:\n- - x\n${lines(2, 30)}- y\n`],
    ['with an anchor and its alias', `a: &all\n${lines(2, 30)}b: *all\n`],
    [
      'with comments and other entries between',
      `a:\n${lines(2, 12)}  # who\n  - { email: q@x.example }\n${lines(2, 12)}`,
    ],
    ['whose last line goes on', `a:\n${lines(2, 20)}    and on\n`],
  ])('has the values and positions of its text: %s', (_, written) => {
    const text = marked(written);
    expect(readPlainYaml(text)).toBeNull();
    const { document, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(document.value).toEqual(parse(text));
    for (const [value, written] of listTexts(document.value, document.positions, text)) {
      if (!value.includes(' ')) expect(written).toBe(value);
    }
  });

  it.each([
    ['in a text of many lines', `name: |\n${lines(2, 30)}`],
    ['in a folded text', `name: >\n${lines(2, 30)}other: 1\n`],
    ['in a quoted text', `name: "\n${lines(2, 30)}  end"\n`],
    ['in a plain text of many lines', `name: text\n${lines(2, 30)}`],
    ['in a flow list', `a: [\n${lines(2, 30)}]\n`],
  ])('inside another value is no list: %s', (_, written) => {
    const text = marked(written);
    const { document, diagnostics } = read(text);
    let value: unknown = null;
    try {
      value = parse(text);
    } catch {
      expect(diagnostics).not.toEqual([]);
    }
    expect(document.value).toEqual(value);
  });

  it('has the value that the library gives it in any context', () => {
    const piece = fc.oneof(
      fc
        .record({ indent: fc.nat(3), count: fc.integer({ min: 1, max: 14 }) })
        .map(({ indent, count }) => lines(indent, count)),
      fc.constantFrom(
        'a:\n',
        '  b:\n',
        ' - c\n',
        '- d: e\n',
        'f: |\n',
        '  # g\n',
        '\n',
        '  - "h\n',
        '"\n',
        'i: [\n',
        ']\n',
        '- - j@x.example\n',
        '   k\n',
        '---\n',
        'l: &m\n',
        'n: *m\n',
        "'",
        '\u2028',
        '\t',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = marked(pieces.join(''));
        const { document, diagnostics } = read(text);
        if (diagnostics.length > 0) return;
        expect(document.value).toEqual(parse(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
