// Malformed configurations that a readable file can't hold: empty texts, invisible characters, line ends and great lengths.
import type { MalformedCase } from './read-malformed.js';

/** Rows of title, text and expected diagnostics. */
const texts: readonly (readonly [string, string, ...(readonly string[])])[] = [
  ['an empty file', '', '1:1 empty-file'],
  ['CRLF line ends', 'version: 1\r\nenvironment:\r\n  code: 1\r\n', '3:9 wrong-type'],
  ['a last line without line end', 'version: 1\nx: 1', '2:1 unknown-key'],
  ['a byte order mark', '\ufeffversoin: 1\n', '1:1 missing-key', '1:1 unknown-key'],
  [
    'a zero-width space written as it is',
    'version: 1\norganizations:\n  - code: org_1\n    members:\n      - a\u200bb@acme.com\n',
    '5:10 invisible-character',
  ],
  [
    'an invisible letter in a group name',
    'version: 1\ngroups: { "a\u00adb": [] }\norganizations: [{ code: x, members: [{ group: "a\u00adb" }] }]\n',
    '2:11 invisible-character',
    '3:49 invisible-character',
  ],
  [
    'a mistake in a folded text',
    'version: 1\norganizations:\n  - name: >-\n      a\n      b\u200b\n',
    '3:11 invisible-character',
  ],
  [
    'combining letters before the column',
    'version: 1\nenvironment: { code: "e\u0301", x: 1 }\n',
    '2:28 unknown-key',
  ],
  [
    'a hundred levels of brackets',
    `version: 1\nenvironment: ${'['.repeat(100)}${']'.repeat(100)}\n`,
    '2:14 wrong-type',
    '2:78 too-deep',
  ],
  ['a thousand open brackets', '['.repeat(1000), '1:1 too-deep'],
  ['a thousand compact list entries', `${'- '.repeat(1000)}x`, '1:1 too-deep'],
  ['a name of 256 characters', `version: 1\norganizations:\n  - name: ${'x'.repeat(256)}\n`, '3:11 too-long'],
  [
    'an address of 300 characters',
    `version: 1\norganizations:\n  - code: a\n    members:\n      - ${'a'.repeat(290)}@b.cc\n`,
    '5:9 too-long',
  ],
  [
    'a label of 64 characters',
    `version: 1\norganizations:\n  - code: a\n    members:\n      - a@${'b'.repeat(64)}.com\n`,
    '5:9 invalid-email',
  ],
];

export const malformedTexts: readonly MalformedCase[] = texts.map(([title, text, ...expected]) => ({
  title,
  files: { 'kinde.yaml': text },
  env: {},
  expected: expected.map((line) => `kinde.yaml:${line}`),
}));
