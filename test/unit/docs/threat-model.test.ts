// The threat model names the test of each row: the page and the tests must not drift apart.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/threat-model.md', 'utf8');
const [attempts = ''] = page.split('## Not stopped');
const rows = attempts.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|attempt) /.test(line));
const named = [...attempts.matchAll(/`(test\/[^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

/** Whether the file has the title as a whole: in quotes, or as the title of a scenario. */
function holdsTitle(file: string, title: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.yaml')) return text.split('\n').includes(`title: ${title}`);
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

describe('the threat model', () => {
  it('has a test for each row', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(
      rows.filter((row) => !/ \| `test\/[^`]+` “[^”]+”(?:<br>`test\/[^`]+` “[^”]+”)* \|$/.test(row)),
    ).toEqual([]);
  });

  it('names only tests that there are', () => {
    expect(named.length).toBeGreaterThan(rows.length);
    expect(named.filter(({ file, title }) => !holdsTitle(file, title))).toEqual([]);
  });

  it('is found out where it names a test that there is not', () => {
    const [first = { file: '', title: '' }] = named;
    expect(holdsTitle(first.file, first.title)).toBe(true);
    expect(holdsTitle(first.file, first.title.slice(0, -1))).toBe(false);
    expect(holdsTitle('test/unit/none.test.ts', first.title)).toBe(false);
  });
});
