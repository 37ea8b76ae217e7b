// Mistakes in `safety` and `environment`. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const settingsCases: readonly MalformedCase[] = [
  {
    title: 'a protect pattern that is neither',
    text: ['version: 1', 'safety:', '  protect: [acme.com, "*", "*@", "j*@acme.com", "*@acme"]'],
    expected: [
      '3:13 invalid-pattern',
      '3:23 invalid-pattern',
      '3:28 invalid-pattern',
      '3:34 invalid-pattern',
      '3:49 invalid-pattern',
    ],
  },
  {
    title: 'a role to keep named twice',
    text: ['version: 1', 'safety:', '  keepHolder: [a, a]'],
    expected: ['3:19 duplicate-role'],
  },
  {
    title: 'self-sign up with nowhere to go',
    text: ['version: 1', 'environment:', '  signUp:', '    allowSelfSignUp: true'],
    expected: ['4:22 self-sign-up-nowhere'],
  },
];
