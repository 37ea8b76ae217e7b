// Tests that the plain reader gives the same values and positions as the library, or gives up.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { startConversion } from '../../../../src/load/conversion.js';
import type { Converted } from '../../../../src/load/conversion.js';
import { convertNode } from '../../../../src/load/convert-node.js';
import { parseSource } from '../../../../src/load/parse-source.js';
import { readPlainYaml } from '../../../../src/load/plain-yaml/read-plain-yaml.js';
import { yamlOptions } from '../../../../src/model/yaml-options.js';
import { oddYaml } from '../odd-yaml.js';

const root = join(import.meta.dirname, '../../../..');

/** Returns the library's value of a text, or null if the library reports any error or warning. */
function readByLibrary(text: string): Converted | null {
  const { contents, errors, warnings } = parseDocument(text, yamlOptions);
  const conversion = startConversion(text, {});
  const converted = convertNode(contents, conversion, 0);
  const { diagnostics, unresolved, substituted } = conversion;
  const reported = [errors, warnings, diagnostics].flat().length + unresolved.size + substituted.size;
  return reported === 0 ? converted : null;
}

describe('the value of a plain text', () => {
  it.each([
    ['a usual file', 'version: 1\norganizations:\n  - code: org_1\n    members:\n      - a@b.example\n'],
    ['Windows line ends', 'version: 1\r\na:\r\n  - b\r\n\r\nc: d\r\n'],
    ['a last line without a line end', 'a: b'],
    ['comments and blank lines', '# a\n\na: # b\n  # c\n- d # e\n\n   # f\n- g\n# h\nb: c # i'],
    ['blanks behind a value', 'a: b  \nc: [d]   \ne:  \n  - f \n'],
    ['a list at the indentation of its key', 'a:\n- b\n- c\nd: e\n'],
    ['a list at the indentation of its key in a list', '- a:\n  - b\n  - c\n  d: e\n- f\n'],
    ['lists in a list', '- - a\n  - b\n- - - c\n'],
    ['maps in a list', '-   a: b\n    c: d\n-\n  e: f\n- g\n'],
    [
      'flow lists and maps',
      'a: [b, c ,"d", \'e\',f]\ng: { h: i, j: [k, {l: 1}] }\nm: []\nn: {}\no: [ ]\np: { }\n',
    ],
    ['flow in a list', '- [a, b]\n- { c: d }\n'],
    ['texts with colons', 'a: b:c\nd: http://x.example/y\ne: [http://x, kp:97c2]\nf: 12:30\n'],
    ['texts with marks', "a: O'Brien & Co, Inc. (x) 5% + y!\nb: a - b\nc: x &y !z\nd: a  b\n"],
    ['texts of other alphabets', 'a: Zürich\nÖrtlichkeit: Жанна\nb: 東京 ソウル 서울\n'],
    ['quoted texts', 'a: "b: c # d"\ne: \'f "g" [h]\'\ni: ""\nj: "1"\nk: "true" # l\nm: \' n \'\n'],
    ['numbers', 'a: 1\nb: 0\nc: -3\nd: 2.5\ne: 007\nf: 0o7\ng: 0x1F\nh: 1e3\ni: -0\nj: 1.\n'],
    [
      'texts that look like numbers',
      'a: 1_000\nb: 2001-01-01\nc: 1st\nd: 0b1\ne: 1a\nf: 08x\ng: 1e\nh: -1-\n',
    ],
    ['truth values and null', 'a: true\nb: False\nc: TRUE\nd: null\ne: NULL\nf: Null\n'],
    ['texts that were truth values once', 'a: yes\nb: NO\nc: on\nd: n\ne: tRUE\nf: nULL\n'],
    ['keys of every object', '__proto__: a\nconstructor: b\ntoString: { __proto__: c }\n'],
    ['keys with blanks and dots', 'first name: a\nx.y: b\ne-mail: c\n5a: d\na:b: c\n'],
    ['tabs and control characters in comments', 'a: b # \t\u0001\r c\n#\t\n'],
    [
      'sixty levels',
      `${Array.from({ length: 30 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')}${' '.repeat(30)}${'- '.repeat(30)}b\n`,
    ],
  ])('equals the value that the library reads: %s', (_, text) => {
    const plain = readPlainYaml(text);
    expect(plain).not.toBeNull();
    expect(plain).toStrictEqual(readByLibrary(text));
  });

  it('has its keys in the same order', () => {
    const text = 'b: 1\na: { d: 2, c: 3 }\n__proto__: 4\n';
    expect(JSON.stringify(readPlainYaml(text))).toBe(JSON.stringify(readByLibrary(text)));
  });

  it('has maps that inherit no key, and take every key for their own', () => {
    const value = readPlainYaml('a: 1\n')?.value as object;
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expect([key, key in value]).toEqual([key, false]);
    const named = readPlainYaml('__proto__: { a: 1 }\nconstructor: 2\n')?.value as object;
    expect(Object.keys(named)).toEqual(['__proto__', 'constructor']);
  });
});

describe('the plain reader gives up on', () => {
  it.each([
    ...[
      '',
      '\n',
      '# only\n# comments\n',
      'a',
      '"a"',
      '[a]',
      '{}',
      'a:',
      'a: \n',
      'a:\nb: c\n',
      '- \n',
      '-',
      '- a\n-\n',
    ],
    ...[
      'a: b: c',
      'a:b',
      'a: -',
      'a: - b',
      "a: 'it''s'",
      'a: "b\\n"',
      'a: "b"c',
      'a: "b',
      "a: 'b\n  c'\n",
      '"a": b\n',
    ],
    ...['a: .5', 'a: +1', 'a: .inf', 'a: .nan', 'a: ~', 'a: 12345678901234567890', 'a: 1234567890.123456'],
    ...[
      '1: a',
      'true: a',
      'null: a',
      '~: a',
      '1e3: a',
      '<<: a',
      '<<: { a: b }',
      'a: <<',
      'a: { 1: b }',
      '- null: a\n',
    ],
    ...['a# b', 'a: b#c', 'a: [b]#c', 'a: "b"#c', 'a:#b', 'a: b\n#c\n  d\n', '-#a', 'a : b', '- a :b: c'],
    ...[
      'a: [b,]',
      'a: [b, , c]',
      'a: [, b]',
      'a: {b: , c: d}',
      'a: {b}',
      'a: [b: c]',
      'a: {b:c}',
      'a: {b: c,}',
      'a: [b',
    ],
    ...[
      'a: [b\n  ]',
      'a: [b,\n  c]',
      'a: {"b": c}',
      'a: {"b":c}',
      'a: [b] c',
      'a: [b]: c',
      '[a]: b',
      'a: [# b\n]',
      'a: [-]',
    ],
    ...[
      'a: b\n  c\n',
      'a: b\n\n  c\n',
      '- a\n  b\n',
      '- a\n b\n',
      'a:\n- b\n  c\n',
      'a:\n- b\n  - c\n',
      'a: "b"\n  c\n',
    ],
    ...[
      'a:\n    b: c\n  d: e\n',
      'a: b\n c: d\n',
      '- a\nb: c\n',
      'a: b\n- c\n',
      'a:\n  - b\n  c: d\n',
      '- a: b\n  - c\n',
    ],
    ...[
      '- a: b\n   c: d\n',
      '- a: b\n c: d\n',
      '- - a\n b\n',
      '- a:\n- b\n',
      '  a: b\n',
      ' - a\n',
      'a:\n  b: c\n  b: d\n',
    ],
    ...[
      'a: b\na: c',
      'a: { b: c, b: d }',
      '__proto__: a\n__proto__: b\n',
      '? a',
      '? a\n: b\n',
      ': a',
      'a: ? b',
      '- ? a\n',
    ],
    ...[
      '---\na: b',
      '--- a',
      'a: b\n---\n',
      'a: b\n...\n',
      '...',
      '%YAML 1.2\n---\na: b\n',
      'a: |\n  b\n',
      'a: >-\n  b\n',
      'a: |',
    ],
    ...[
      'a: &b c',
      'a: *b',
      '&a b: c',
      '*a : b',
      'a: !b c',
      'a: !!str 1',
      '!a b: c',
      'a: %b',
      'a: @b',
      'a: `b',
      'a: ,b',
      'a: )b',
    ],
    ...['a: ${B}', 'a: "${B}"', 'a: b # ${C}', 'a: $b', 'a: $${b}', "a: 'b$'"],
    ...[
      'a:\tb',
      'a: b\t',
      '\ta: b',
      'a:\n\t- b\n',
      'a: b\tc',
      'a: "b\tc"',
      '-\ta',
      'a: b \t# c',
      'a: [b,\tc]',
      'a: b\n\t\nc: d',
    ],
    ...[
      'a: b\rc: d',
      'a: b\r',
      'a:\r  b',
      'a: \u0000',
      'a: b\u0001',
      '\ufeffa: b',
      'a: b\ufeff',
      'a: b\u2028c',
      'a: b\u00a0c',
    ],
    ...[
      'a: "b\u0085"',
      'a: \u{1f600}',
      `${'k'.repeat(1001)}: a`,
      `${'k'.repeat(1100)}: a`,
      `a: { ${'k'.repeat(1025)}: b }`,
    ],
    ...[`a: ${'['.repeat(70)}${']'.repeat(70)}`, `${'- '.repeat(70)}a`],
  ])('%j', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});

describe('the plain reader', () => {
  it('gives a text the same value as the library', async () => {
    const read = (text: string) => parseSource({ file: 'kinde.yaml', text, env: {} });
    const text =
      'version: 1\norganizations:\n  - code: org_1 # é\n    members: [a@b.example, { id: kp_1 }]\n';
    const { document, diagnostics } = await read(text);
    const whole = await read(`${text}    name: "\\x41"\n`);
    expect([diagnostics, whole.diagnostics]).toEqual([[], []]);
    expect(document.isSound).toBe(true);
    expect(whole.document.value).toMatchObject(structuredClone(document.value) as object);
  });

  it('gives the value of the library for any text, or gives up', () => {
    let accepted = 0;
    const runs = 3_000;
    fc.assert(
      fc.property(oddYaml, (text) => {
        const plain = readPlainYaml(text);
        if (plain === null) return;
        accepted += 1;
        const whole = readByLibrary(text);
        if (isDeepStrictEqual(plain, whole) && JSON.stringify(plain) === JSON.stringify(whole)) return;
        expect(plain).toStrictEqual(whole);
        expect(JSON.stringify(plain)).toBe(JSON.stringify(whole));
      }),
      { numRuns: runs },
    );
    // The property would prove nothing if the plain reader gave up on nearly every text.
    expect(accepted).toBeGreaterThan(runs / 5);
  });

  it('reads every example without variables', () => {
    const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => /(^|\/)kinde(\/.*)?\.yaml$|^init\//.test(file))
      .map((file) => readFileSync(join(root, 'examples', file), 'utf8'))
      .filter((text) => !text.includes('${'));
    expect(texts.length).toBeGreaterThan(4);
    for (const text of texts) {
      const plain = readPlainYaml(text);
      expect(plain).not.toBeNull();
      expect(plain).toStrictEqual(readByLibrary(text));
    }
  });
});
