// Organizations that can not be told apart, or whose fields contradict each other. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const organizationsCases: readonly MalformedCase[] = [
  {
    title: 'no selector',
    text: ['version: 1', 'organizations:', '  - allowRegistrations: true'],
    expected: ['3:5 missing-selector'],
  },
  {
    title: 'one code twice',
    text: ['version: 1', 'organizations:', '  - code: a', '  - code: a'],
    expected: ['4:11 duplicate-organization'],
  },
  {
    title: 'one external id twice, once behind a code',
    text: ['version: 1', 'organizations:', '  - externalId: e', '  - { code: a, externalId: e }'],
    expected: ['4:28 duplicate-organization'],
  },
  {
    title: 'one handle twice',
    text: ['version: 1', 'organizations:', '  - handle: h', '  - { name: X, handle: h }'],
    expected: ['4:24 duplicate-organization'],
  },
  {
    title: 'two default organizations',
    text: ['version: 1', 'organizations:', '  - default: true', '  - default: true', '    code: a'],
    expected: ['4:14 duplicate-organization'],
  },
  {
    title: 'two selected by one name',
    text: ['version: 1', 'organizations:', '  - name: X', '  - name: X'],
    expected: ['4:11 duplicate-organization'],
  },
  {
    title: 'a name selected here and given there',
    text: ['version: 1', 'organizations:', '  - name: X', '  - { code: a, name: X }'],
    expected: ['4:22 duplicate-organization'],
  },
  {
    title: 'a name given here and selected there',
    text: ['version: 1', 'organizations:', '  - { code: a, name: X }', '  - name: X'],
    expected: ['4:11 duplicate-organization'],
  },
  {
    title: 'two to create with one name',
    text: ['version: 1', 'organizations:', '  - { externalId: a, name: X }', '  - { handle: b, name: X }'],
    expected: ['4:24 duplicate-name'],
  },
  {
    title: 'registrations without a membership',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowRegistrations: true', '    members: []'],
    expected: ['5:5 membership-not-stated'],
  },
  {
    title: 'a domain that is an address',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowedEmailDomains: [a@b.cc]'],
    expected: ['4:27 invalid-domain'],
  },
  {
    title: 'a domain without a dot',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowedEmailDomains: [acme]'],
    expected: ['4:27 invalid-domain'],
  },
  {
    title: 'a domain of mixed scripts',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowedEmailDomains: [раypal.com]'],
    expected: ['4:27 mixed-scripts'],
  },
  {
    title: 'members outside the domains',
    text: [
      'version: 1',
      'organizations:',
      '  - code: a',
      '    allowedEmailDomains: [acme.com]',
      '    members: [a@ACME.com, b@eu.acme.com, { email: c@acme.org }, { id: kp_1 }]',
    ],
    expected: ['5:27 outside-domains', '5:51 outside-domains'],
  },
  {
    title: 'a group member outside the domains',
    text: [
      'version: 1',
      'groups: { g: [a@b.cc, c@acme.com] }',
      'organizations:',
      '  - code: a',
      '    allowedEmailDomains: [acme.com]',
      '    members: [{ group: g }]',
    ],
    expected: ['6:24 outside-domains'],
  },
  {
    title: 'white space around a name',
    text: ['version: 1', 'organizations:', '  - name: " X"'],
    expected: ['3:11 stray-space'],
  },
  {
    title: 'a line break in a name',
    text: ['version: 1', 'organizations:', '  - name: "X\\nY"'],
    expected: ['3:11 invisible-character'],
  },
  {
    title: 'a byte order mark in a handle',
    text: ['version: 1', 'organizations:', '  - handle: "h\\uFEFFx"'],
    expected: ['3:13 invisible-character'],
  },
  {
    title: 'an invisible letter in a group name',
    text: [
      'version: 1',
      'groups: { "a\u00adb": [] }',
      'organizations: [{ code: x, members: [{ group: "a\u00adb" }] }]',
    ],
    expected: ['2:11 invisible-character', '3:49 invisible-character'],
  },
];
