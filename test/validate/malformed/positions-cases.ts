// The same mistakes where columns are hard to count. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const positionsCases: readonly MalformedCase[] = [
  {
    title: 'CRLF line ends',
    text: 'version: 1\r\nenvironment:\r\n  code: 1\r\n',
    expected: ['3:9 wrong-type'],
  },
  {
    title: 'a byte order mark',
    text: ['\ufeffversoin: 1'],
    expected: ['1:1 missing-key', '1:1 unknown-key'],
  },
  {
    title: 'letters of two units before the column',
    text: ['version: 1', 'environment: { code: "😀", x: 1 }'],
    expected: ['2:28 unknown-key'],
  },
  {
    title: 'combining letters before the column',
    text: ['version: 1', 'environment: { code: "e\u0301", x: 1 }'],
    expected: ['2:28 unknown-key'],
  },
  {
    title: 'tabs between tokens',
    text: ['version: 1', 'environment: {\tcode:\t1 }'],
    expected: ['2:22 wrong-type'],
  },
  {
    title: 'a mistake behind an alias, told at the anchor',
    text: [
      'version: 1',
      'groups: { a: &p [nobody] }',
      'organizations:',
      '  - code: x',
      '    members: *p',
      '  - code: y',
      '    members: [{ group: a }]',
    ],
    expected: ['2:18 invalid-email'],
  },
  {
    title: 'a mistake that a merge key brings, told where it is written',
    text: [
      'version: 1',
      'organizations:',
      '  - &base',
      '    code: x',
      '    allowRegistrations: maybe',
      '  - <<: *base',
      '    code: y',
    ],
    expected: ['5:25 wrong-type'],
  },
  {
    title: 'an unknown key that a merge key brings',
    text: ['version: 1', 'organizations:', '  - code: x', '  - <<: { colour: red }', '    code: y'],
    expected: ['4:11 unknown-key'],
  },
  {
    title: 'a mistake in a folded text',
    text: ['version: 1', 'organizations:', '  - name: >-', '      a', '      b\u200b'],
    expected: ['3:11 invisible-character'],
  },
  {
    title: 'a mistake in a quoted key',
    text: ['version: 1', '"enviroment": {}'],
    expected: ['2:1 unknown-key'],
  },
  { title: 'a last line without line end', text: 'version: 1\nx: 1', expected: ['2:1 unknown-key'] },
  { title: 'an explicit key', text: ['version: 1', '? environment', ': 5'], expected: ['3:3 wrong-type'] },
];
