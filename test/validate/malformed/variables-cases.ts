// Mistakes with `${NAME}`. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const variablesCases: readonly MalformedCase[] = [
  {
    title: 'a variable that is not set',
    text: ['version: 1', 'environment:', '  code: ${CODE}'],
    expected: ['3:9 unset-variable'],
  },
  {
    title: 'two variables that are not set',
    text: ['version: 1', 'environment:', '  code: a-${ONE}-${TWO}'],
    expected: ['3:11 unset-variable', '3:18 unset-variable'],
  },
  {
    title: 'a variable behind letters of two units',
    text: ['version: 1', 'environment:', '  code: "😀é ${CODE}"'],
    expected: ['3:14 unset-variable'],
  },
  {
    title: 'a variable behind an escape, whose own place is not known',
    text: ['version: 1', 'environment:', '  code: "\\x24{ONE}"'],
    expected: ['3:9 unset-variable'],
  },
  {
    title: 'a variable that is not set in a block',
    text: ['version: 1', 'environment:', '  code: |-', '    a', '    ${CODE}'],
    expected: ['5:5 unset-variable'],
  },
  {
    title: 'a variable without name',
    text: ['version: 1', 'environment:', '  code: ${}'],
    expected: ['3:9 bad-variable'],
  },
  {
    title: 'a variable that is not closed',
    text: ['version: 1', 'environment:', '  code: "${CODE"'],
    expected: ['3:10 bad-variable'],
  },
  {
    title: 'a shell form that does not exist',
    text: ['version: 1', 'environment:', '  code: ${CODE-x}'],
    expected: ['3:9 bad-variable'],
  },
  {
    title: 'a bare variable in a flow list',
    text: ['version: 1', 'safety:', '  protect: [${WHO}]'],
    expected: ['3:14 malformed-yaml'],
  },
  {
    title: 'a variable with a number where text is wanted',
    text: ['version: 1', 'environment:', '  code: ${CODE}'],
    env: { CODE: '42' },
    expected: ['3:9 wrong-type'],
  },
  {
    title: 'an empty variable',
    text: ['version: 1', 'environment:', '  code: ${CODE}'],
    env: { CODE: '' },
    expected: ['3:9 unset-variable'],
  },
  {
    title: 'an empty quoted variable',
    text: ['version: 1', 'environment:', '  code: "${CODE}"'],
    env: { CODE: '' },
    expected: ['3:10 unset-variable'],
  },
  {
    title: 'a variable that holds YAML',
    text: ['version: 1', 'safety:', '  protect: ${LIST}'],
    env: { LIST: '[a@b.cc]' },
    expected: ['3:12 wrong-type'],
  },
  {
    title: 'a variable that is no address',
    text: ['version: 1', 'organizations:', '  - code: org_1', '    members:', '      - ${WHO}'],
    env: { WHO: 'nobody' },
    expected: ['5:9 invalid-email'],
  },
  {
    title: 'one unset variable beside another mistake',
    text: ['version: 1', 'environment:', '  code: ${CODE}', '  passkey: off'],
    expected: ['3:9 unset-variable', '4:3 unknown-key'],
  },
];
