// Tests that an unclosed quote or bracket is reported where it opens, not where the parser stops.
import { expect, test } from 'vitest';
import { parseSource } from '../../../src/load/parse-source.js';

const lines = (...body: readonly string[]): string =>
  ['version: 1', 'organizations:', ...body, ''].join('\n');

/** Returns the message of the only diagnostic, and the rest of its line from its place on. */
async function tell(text: string): Promise<readonly [string, string]> {
  const { diagnostics } = await parseSource({ file: 'kinde.yaml', text, env: {} });
  expect(diagnostics).toHaveLength(1);
  const { message = '', place } = diagnostics[0] ?? {};
  expect(place).toBeDefined();
  const line = text.split('\n')[(place?.line ?? 0) - 1] ?? '';
  return [message, line.slice((place?.column ?? 0) - 1)];
}

const quote = 'This quote is opened and not closed.';
const bracket = (open: string): string => `This ${open} is opened and not closed.`;

test.each([
  [
    'a single quote to the end of the file',
    lines("  - name: 'Acme", '    members:', '      - a@x.example'),
    quote,
    "'Acme",
  ],
  [
    'a quote among entries, closed by that of a later one',
    lines('  - name: Acme', '    members:', '      - "a@x.example', '      - "b@x.example"'),
    quote,
    '"a@x.example',
  ],
  ['a quote inside brackets', lines('  - name: Acme', '    members: ["a@x.example]'), quote, '"a@x.example]'],
  [
    'a list, before the next entry',
    lines('  - name: Acme', '    members: [a@x.example', '  - name: Other', '    members: []'),
    bracket('['),
    '[a@x.example',
  ],
  [
    'a list at the end of the file',
    lines('  - name: Acme', '    members: [a@x.example'),
    bracket('['),
    '[a@x.example',
  ],
  [
    'the inner one of two',
    lines('  - { name: Acme, members: [a@x.example }', '  - name: Other'),
    bracket('['),
    '[a@x.example }',
  ],
  [
    'the outer one of two',
    lines('  - { name: Acme, members: [a@x.example]', '  - name: Other'),
    bracket('{'),
    '{ name: Acme, members: [a@x.example]',
  ],
  [
    'an empty list whose entries stand too far left',
    lines('  - name: Acme', '    members: [', 'a@x.example', ']'),
    bracket('['),
    '[',
  ],
])('%s', async (_, text, message, from) => {
  expect(await tell(text)).toEqual([message, from]);
});

test('a bracket that closes its list too far left is reported itself', async () => {
  const text = lines('  - name: Acme', '    members: [', '      a@x.example', '  ]');
  expect((await tell(text))[1]).toBe(']');
});

test('a closed bracket is not reported as unclosed', async () => {
  const text = lines('  - name: Acme', '    members: ["a@x.example""b@x.example"]');
  expect((await tell(text))[0]).not.toContain('not closed');
});
