// Fields and types that the schema does not have. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const shapeCases: readonly MalformedCase[] = [
  { title: 'no version', text: ['organizations: []'], expected: ['1:1 missing-key'] },
  { title: 'a version to come', text: ['version: 2'], expected: ['1:10 unsupported-version'] },
  { title: 'a version in quotes', text: ['version: "1"'], expected: ['1:10 unsupported-version'] },
  {
    title: 'an unknown key at the top',
    text: ['version: 1', 'organisations: []'],
    expected: ['2:1 unknown-key'],
  },
  {
    title: 'an unknown key in an organization',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowRegistration: true'],
    expected: ['4:5 unknown-key'],
  },
  {
    title: 'unknown keys in several places',
    text: ['version: 1', 'x: 1', 'environment: { y: 1, signUp: { z: 1 } }', 'safety: { q: 1 }'],
    expected: ['2:1 unknown-key', '3:16 unknown-key', '3:32 unknown-key', '4:11 unknown-key'],
  },
  {
    title: 'a key that every object inherits',
    text: ['version: 1', 'constructor: 1', '__proto__: 2'],
    expected: ['2:1 unknown-key', '3:1 unknown-key'],
  },
  {
    title: 'a map where a list is wanted',
    text: ['version: 1', 'organizations: { code: a }'],
    expected: ['2:16 wrong-type'],
  },
  {
    title: 'text where a list is wanted',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members: jane@acme.com'],
    expected: ['4:14 wrong-type'],
  },
  {
    title: 'a list where a map is wanted',
    text: ['version: 1', 'environment: [code]'],
    expected: ['2:14 wrong-type'],
  },
  {
    title: 'a list where groups are wanted',
    text: ['version: 1', 'groups: [a]'],
    expected: ['2:9 wrong-type'],
  },
  {
    title: 'an organization that is text',
    text: ['version: 1', 'organizations:', '  - acme'],
    expected: ['3:5 wrong-type'],
  },
  {
    title: 'an organization that is missing',
    text: ['version: 1', 'organizations:', '  -'],
    expected: ['3:4 missing-value'],
  },
  {
    title: 'yes for true',
    text: ['version: 1', 'organizations:', '  - code: a', '    allowRegistrations: yes'],
    expected: ['4:25 wrong-type'],
  },
  {
    title: 'true in quotes',
    text: ['version: 1', 'environment:', '  signUp: { allowSelfSignUp: "true" }'],
    expected: ['3:30 wrong-type'],
  },
  {
    title: 'a number as name',
    text: ['version: 1', 'organizations:', '  - name: 42'],
    expected: ['3:11 wrong-type'],
  },
  {
    title: 'default: false',
    text: ['version: 1', 'organizations:', '  - default: false', '    code: a'],
    expected: ['3:14 wrong-value'],
  },
  {
    title: 'a membership that does not exist',
    text: ['version: 1', 'organizations:', '  - code: a', '    membership: exakt'],
    expected: ['4:17 wrong-value'],
  },
  {
    title: 'passkeys as a truth value',
    text: ['version: 1', 'environment:', '  passkeys: false'],
    expected: ['3:13 wrong-type'],
  },
  {
    title: 'members with nothing after it',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:'],
    expected: ['4:5 empty-members'],
  },
  {
    title: 'members with a comment after it',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '    # nobody yet'],
    expected: ['4:5 empty-members'],
  },
  {
    title: 'members: null',
    text: ['version: 1', 'organizations:', '  - { code: a, members: null }'],
    expected: ['3:16 empty-members'],
  },
  {
    title: 'organizations with nothing after it',
    text: ['version: 1', 'organizations:'],
    expected: ['2:1 missing-value'],
  },
  {
    title: 'a member with nothing after the dash',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      -'],
    expected: ['5:8 missing-value'],
  },
  {
    title: 'a group with nothing after it',
    text: ['version: 1', 'groups:', '  a:', 'organizations: [{ code: x, members: [{ group: a }] }]'],
    expected: ['3:3 missing-value'],
  },
  {
    title: 'a flag with nothing after it',
    text: ['version: 1', 'environment:', '  featureFlags: { a: }'],
    expected: ['3:19 missing-value'],
  },
  {
    title: 'a flag that is a list',
    text: ['version: 1', 'environment:', '  featureFlags: { a: [1] }'],
    expected: ['3:22 wrong-type'],
  },
  {
    title: 'a flag with a fraction',
    text: ['version: 1', 'environment:', '  featureFlags: { a: 1.5 }'],
    expected: ['3:22 wrong-type'],
  },
  {
    title: 'a flag beyond whole numbers',
    text: ['version: 1', 'environment:', '  featureFlags: { a: 99999999999999999999 }'],
    expected: ['3:22 out-of-range'],
  },
  {
    title: 'a negative count',
    text: ['version: 1', 'safety:', '  maxRemovals: { count: -1 }'],
    expected: ['3:25 out-of-range'],
  },
  {
    title: 'more than a hundred percent',
    text: ['version: 1', 'safety:', '  maxRemovals: { percent: 101 }'],
    expected: ['3:27 out-of-range'],
  },
  {
    title: 'a fraction of a person',
    text: ['version: 1', 'safety:', '  maxRemovals: { count: 1.5 }'],
    expected: ['3:25 wrong-type'],
  },
  {
    title: 'percent as not a number',
    text: ['version: 1', 'safety:', '  maxRemovals: { percent: .nan }'],
    expected: ['3:27 wrong-type'],
  },
  {
    title: 'an empty name',
    text: ['version: 1', 'organizations:', '  - name: ""'],
    expected: ['3:11 empty-text'],
  },
  {
    title: 'a name of 256 characters',
    text: ['version: 1', 'organizations:', '  - name: ' + 'x'.repeat(256)],
    expected: ['3:11 too-long'],
  },
  {
    title: 'an empty group name',
    text: ['version: 1', 'groups: { "": [] }', 'organizations: []'],
    expected: ['2:11 unused-group', '2:11 wrong-key'],
  },
];
