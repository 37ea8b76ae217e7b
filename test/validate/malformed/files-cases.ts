// Mistakes that take two files. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const filesCases: readonly MalformedCase[] = [
  {
    title: 'an organization in two files',
    files: {
      'a.yaml': ['version: 1', 'organizations:', '  - code: x'],
      'b.yaml': ['version: 1', 'organizations:', '  - name: B', '    code: x'],
    },
    expected: ['b.yaml:4:11 duplicate-organization'],
  },
  {
    title: 'a group in two files',
    files: {
      'a.yaml': ['version: 1', 'groups: { g: [] }'],
      'b.yaml': ['version: 1', 'groups: { g: [] }', 'organizations: [{ code: x, members: [{ group: g }] }]'],
    },
    expected: ['b.yaml:2:11 duplicate-group'],
  },
  {
    title: 'settings in two files',
    files: {
      'a.yaml': [
        'version: 1',
        'environment: { code: p, signUp: { allowSelfSignUp: false }, featureFlags: { f: 1 } }',
      ],
      'b.yaml': [
        'version: 1',
        'environment:',
        '  code: p',
        '  passkeys: off',
        '  signUp: { allowSelfSignUp: false, allowOrganizationCreation: false }',
        '  featureFlags: { f: 1, g: 2 }',
      ],
    },
    expected: [
      'b.yaml:3:3 duplicate-setting',
      'b.yaml:5:13 duplicate-setting',
      'b.yaml:6:19 duplicate-setting',
    ],
  },
  {
    title: 'safety in two files',
    files: {
      'a.yaml': ['version: 1', 'safety: { protect: [] }'],
      'b.yaml': ['version: 1', 'safety: { keepHolder: [] }'],
    },
    expected: ['b.yaml:2:1 duplicate-setting'],
  },
  {
    title: 'a version in one file only',
    files: { 'a.yaml': ['version: 1'], 'b.yaml': ['groups: {}'] },
    expected: ['b.yaml:1:1 missing-key'],
  },
  {
    title: 'a group that may stand in the file that is broken',
    files: {
      'a.yaml': ['version: 1', 'groups: ['],
      'b.yaml': ['version: 1', 'organizations: [{ code: x, members: [{ group: g }] }]'],
    },
    expected: ['a.yaml:2:9 malformed-yaml'],
  },
  {
    title: 'a look-alike in another file',
    files: {
      'a.yaml': ['version: 1', 'organizations: [{ code: x, members: [jane@coco.com] }]'],
      'b.yaml': ['version: 1', 'organizations: [{ code: y, members: [bo@сосо.com] }]'],
    },
    expected: ['b.yaml:2:38 look-alike'],
  },
  {
    title: 'a mistake in each file',
    files: { 'a.yaml': ['version: 1', 'x: 1'], 'b.yaml': ['version: 1', 'y: 1'] },
    expected: ['a.yaml:2:1 unknown-key', 'b.yaml:2:1 unknown-key'],
  },
];
