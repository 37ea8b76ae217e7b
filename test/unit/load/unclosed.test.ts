// A quote or a bracket that was forgotten is told where it opens, not where the file stops making sense.
import { expect, test } from 'vitest';
import { parseSource } from '../../../src/load/parse-source.js';

const lines = (...body: readonly string[]): string =>
  ['version: 1', 'organizations:', ...body, ''].join('\n');

/** The first line of the first mistake's message, and the characters from its place on. */
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

test('a bracket that closes its list too far left is told itself', async () => {
  const text = lines('  - name: Acme', '    members: [', '      a@x.example', '  ]');
  expect((await tell(text))[1]).toBe(']');
});

test('what closes is not taken for what does not', async () => {
  const text = lines('  - name: Acme', '    members: ["a@x.example""b@x.example"]');
  expect((await tell(text))[0]).not.toContain('not closed');
});
