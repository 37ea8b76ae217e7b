// Members and groups of the wrong form. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const membersCases: readonly MalformedCase[] = [
  {
    title: 'a number as member',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - 5'],
    expected: ['5:9 wrong-member'],
  },
  {
    title: 'a list as member',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - [a@b.cc]'],
    expected: ['5:9 wrong-member'],
  },
  {
    title: 'a member with no known key',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { mail: a@b.cc }',
      '      - { x: 1 }',
    ],
    expected: ['5:11 unknown-key', '6:9 wrong-member'],
  },
  {
    title: 'a member by address and id',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { email: a@b.cc, id: kp_1 }',
    ],
    expected: ['5:26 ambiguous-member'],
  },
  {
    title: 'a member with an unknown key',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { email: a@b.cc, role: [x] }',
    ],
    expected: ['5:26 unknown-key'],
  },
  {
    title: 'a group reference with a name',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { group: g, firstName: X }',
      'groups: { g: [] }',
    ],
    expected: ['5:21 unknown-key'],
  },
  {
    title: 'roles that are text',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { email: a@b.cc, roles: admin }',
    ],
    expected: ['5:33 wrong-type'],
  },
  {
    title: 'roles with nothing after it',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - email: a@b.cc',
      '        roles:',
    ],
    expected: ['6:9 missing-value'],
  },
  {
    title: 'a role that is a number',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { id: kp_1, roles: [1] }',
    ],
    expected: ['5:29 wrong-type'],
  },
  {
    title: 'a role named twice',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { id: kp_1, roles: [a, b, a] }',
    ],
    expected: ['5:35 duplicate-role'],
  },
  {
    title: 'an empty address',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - ""'],
    expected: ['5:9 empty-text'],
  },
  {
    title: 'an address of 300 characters',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - ' + 'a'.repeat(290) + '@b.cc',
    ],
    expected: ['5:9 too-long'],
  },
  {
    title: 'a group in a group',
    text: [
      'version: 1',
      'groups: { a: [], b: [{ group: a }] }',
      'organizations: [{ code: x, members: [{ group: b }, { group: a }] }]',
    ],
    expected: ['2:24 nested-group'],
  },
  {
    title: 'a number in a group',
    text: ['version: 1', 'groups: { a: [7] }', 'organizations: [{ code: x, members: [{ group: a }] }]'],
    expected: ['2:15 wrong-member'],
  },
  {
    title: 'a group that is not defined',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { group: suport }',
      'groups: { support: [] }',
    ],
    expected: ['5:18 unknown-group', '6:11 unused-group'],
  },
  {
    title: 'a group that is used in no organization',
    text: ['version: 1', 'groups:', '  a: [x@y.zz]'],
    expected: ['3:3 unused-group'],
  },
];
