// The threat model and the tests of its measures must not drift apart: threat-tests.yaml names tests for each row.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Entry {
  readonly attempt: string;
  readonly tests: readonly { readonly file?: string; readonly title?: string }[];
}

const page = readFileSync('docs/threat-model.md', 'utf8');
const [attempts = ''] = page.split('## Not stopped');
const lines = attempts.split('\n').filter((line) => line.startsWith('|') && !/^\| (---|attempt) /.test(line));
const sections = parse(readFileSync('test/unit/docs/threat-tests.yaml', 'utf8')) as Record<string, Entry[]>;
const entries = Object.values(sections).flat();
const named = entries.flatMap(({ tests }) => tests.map(({ file = '', title = '' }) => ({ file, title })));

/** The first cell of each row, by the heading of its section. */
function listRows(text: string): Record<string, string[]> {
  return Object.fromEntries(
    text
      .split('\n## ')
      .slice(1)
      .map((section) => {
        const [heading = '', ...rest] = section.split('\n');
        const rows = rest.map((line) => /^\| (?!--- |attempt )([^|]+) \| [^|]+ \|$/.exec(line)?.[1] ?? '');
        return [heading, rows.filter((attempt) => attempt !== '')];
      }),
  );
}

/** Whether the file has the title as a whole: in quotes, or as the title of a scenario. */
function holdsTitle(file: string, title: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.yaml')) return text.split('\n').includes(`title: ${title}`);
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

describe('the threat model', () => {
  it('has only rows of an attempt and of what stops it', () => {
    expect(lines.length).toBeGreaterThan(40);
    expect(Object.values(listRows(attempts)).flat()).toHaveLength(lines.length);
  });

  it('has an entry in threat-tests.yaml for each row, and a row for each entry', () => {
    const attemptsBySection = Object.entries(sections).map(([heading, list]) => [
      heading,
      list.map(({ attempt }) => attempt),
    ]);
    expect(Object.fromEntries(attemptsBySection)).toEqual(listRows(attempts));
  });

  it('has a test for each row', () => {
    expect(entries.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(named.filter(({ file, title }) => !file.startsWith('test/') || title === '')).toEqual([]);
  });

  it('has only tests that there are', () => {
    expect(named.length).toBeGreaterThan(lines.length);
    expect(named.filter(({ file, title }) => !holdsTitle(file, title))).toEqual([]);
  });

  it('is found out where it has a test that there is not', () => {
    const [first = { file: '', title: '' }] = named;
    expect(holdsTitle(first.file, first.title)).toBe(true);
    expect(holdsTitle(first.file, first.title.slice(0, -1))).toBe(false);
    expect(holdsTitle('test/unit/none.test.ts', first.title)).toBe(false);
  });
});
