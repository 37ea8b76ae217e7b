// The page of permissions is the one that the table of operations gives, and it holds every row.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { confirmations, reads, waysInReads, writes } from '../../../src/model/operations/operations.js';

const page = await readFile('docs/permissions.md', 'utf8');

it.each([
  ['Plan', reads],
  ['Report', waysInReads],
  ['Apply', { ...writes, ...confirmations }],
])('%s names every operation with its scope and when it is needed, and no other', (heading, rows) => {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const told = section.split('\n').filter((line) => line.startsWith('| '));
  expect(told.slice(2)).toEqual(
    Object.values(rows).map(
      ({ does, id, scope, when }) => `| ${does} | \`${id}\` | \`${scope}\` | ${when} |`,
    ),
  );
});

it('has words that can stand in a table, one line for each operation', () => {
  const words: readonly string[] = Object.values({
    ...reads,
    ...waysInReads,
    ...writes,
    ...confirmations,
  }).flatMap(({ does, when }) => [does, when]);
  expect(words.filter((text) => text === '' || /[|\n<]/.test(text))).toEqual([]);
});
