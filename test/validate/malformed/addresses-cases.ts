// Addresses that are none, that stand twice, or that look like others. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const addressesCases: readonly MalformedCase[] = [
  {
    title: 'text without an at sign',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - jane'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'two at signs',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@b@acme.com'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a domain without a dot',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@localhost'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a domain that is a number',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@127.0.0.1'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'an empty label',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@b..cc'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a label with a hyphen at its end',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@b-.cc'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a blank inside',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a b@acme.com'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'quotes in the local part',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - \'"a"@acme.com\''],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'dots where none may be',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - .a@acme.com',
      '      - a.@acme.com',
      '      - a..b@acme.com',
    ],
    expected: ['5:9 invalid-email', '6:9 invalid-email', '7:9 invalid-email'],
  },
  {
    title: 'a percent escape in the domain',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a@ac%6de.com'],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a label of 64 characters',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - a@' + 'b'.repeat(64) + '.com',
    ],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'punycode that means nothing',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - a@xn--zzzzzzzzzzz99999.com',
    ],
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'a blank at the end',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - "a@acme.com "'],
    expected: ['5:9 stray-space'],
  },
  {
    title: 'a right-to-left override',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - "a\\u202E@acme.com"'],
    expected: ['5:9 invisible-character'],
  },
  {
    title: 'a zero-width space written as it is',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - a\u200bb@acme.com'],
    expected: ['5:10 invisible-character'],
  },
  {
    title: 'a Cyrillic letter in a Latin local part',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - jаne@acme.com'],
    expected: ['5:9 mixed-scripts'],
  },
  {
    title: 'a Cyrillic letter in a Latin domain',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - jane@раypal.com'],
    expected: ['5:9 mixed-scripts'],
  },
  {
    title: 'mixed scripts hidden in punycode',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - jane@xn--ypal-43d9g.com',
    ],
    expected: ['5:9 mixed-scripts'],
  },
  {
    title: 'a whole Cyrillic domain that looks Latin',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - jane@сосо.com',
      '      - bo@coco.com',
      '      - cy@coco.com',
    ],
    expected: ['5:9 look-alike'],
  },
  {
    title: 'a full-width letter among others',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - jａne@acme.com'],
    expected: ['5:9 mixed-scripts'],
  },
  {
    title: 'a mathematical letter among others',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - j𝐚ne@acme.com'],
    expected: ['5:9 mixed-scripts'],
  },
  {
    title: 'full-width and mathematical letters that look like somebody listed',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - ｊａｎｅ@acme.com',
      '      - 𝐛𝐨@acme.com',
      '      - jane@acme.com',
      '      - bo@acme.com',
    ],
    expected: ['5:9 look-alike', '6:9 look-alike'],
  },
  {
    title: 'a whole Cyrillic name that looks like somebody listed',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - сора@acme.com',
      '      - copa@acme.com',
    ],
    expected: ['5:9 look-alike'],
  },
  {
    title: 'a person twice',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - jane@acme.com',
      '      - JANE@Acme.com',
    ],
    expected: ['6:9 duplicate-member'],
  },
  {
    title: 'an id twice',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { id: kp_1 }',
      '      - { id: kp_1, roles: [a] }',
    ],
    expected: ['6:15 duplicate-member'],
  },
  {
    title: 'a group twice',
    text: [
      'version: 1',
      'organizations:',
      '  - code: org_1',
      '    members:',
      '      - { group: g }',
      '      - { group: g, roles: [a] }',
      'groups: { g: [] }',
    ],
    expected: ['6:18 duplicate-member'],
  },
  {
    title: 'a person twice in a group',
    text: [
      'version: 1',
      'groups: { g: [a@b.cc, { email: A@b.cc }] }',
      'organizations: [{ code: x, members: [{ group: g }] }]',
    ],
    expected: ['2:32 duplicate-member'],
  },
];
