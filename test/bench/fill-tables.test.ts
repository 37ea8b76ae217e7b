// Tests that measured tables replace those of the run before, and nothing else of the page.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fillTables } from './fill-tables.js';

const table = { head: ['shape', '<= 2x'], rows: [['1 × 2 | a', 'yes']] };

it('replaces the table of its section and number, and leaves the rest of the page', () => {
  const place = (name: string, text: string): string =>
    `<!-- measured: ${name} -->\n${text}<!-- end measured -->\n`;
  const page = `before\n${place('wall 1', 'old\n')}between\n${place('wall 2', 'kept\n')}after\n`;
  const filled = fillTables(page, 'wall', [table]);
  const rows = '\n| shape | &lt;= 2x |\n| --- | --: |\n| 1 × 2 \\| a | yes |\n\n';
  expect(filled).toBe(`before\n${place('wall 1', rows)}between\n${place('wall 2', 'kept\n')}after\n`);
  expect(fillTables(filled, 'wall', [table])).toBe(filled);
});

it('refuses a table that the page has no place for', () => {
  expect(() => fillTables('no place', 'wall', [table])).toThrow('table 1 of wall');
});

it('finds a place in the page for every table of the benchmark', () => {
  const page = readFileSync('docs/performance.md', 'utf8');
  const counts = { requests: 2, wall: 1, limits: 2, startup: 2, memory: 1 };
  for (const [section, count] of Object.entries(counts))
    expect(() =>
      fillTables(
        page,
        section,
        Array.from({ length: count }, () => table),
      ),
    ).not.toThrow();
});
