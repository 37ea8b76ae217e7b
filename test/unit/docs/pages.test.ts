// The pages of documents: generated parts are current, links lead somewhere, and the prose keeps its rule.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The page without its blocks of code and its pictures. */
function readProse(page: string): string {
  return readFileSync(page, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
}

/** The anchors of a page's headings, in GitHub's form. */
function listAnchors(page: string): ReadonlySet<string> {
  const headings = [...readProse(page).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function isAlive(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  return existsSync(target) && (anchor === undefined || listAnchors(target).has(anchor));
}

it('generated parts are what `npm run docs` writes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['docs/generate.mjs', '--check']);
  expect(stdout).toBe('');
});

it.each(pages)('%s links only to files and headings that exist', (page) => {
  const links = [...readProse(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !isAlive(page, link))).toEqual([]);
});

it('finds out a dead link and a dead heading', () => {
  expect(isAlive('README.md', 'docs/safety.md#undo')).toBe(true);
  expect(isAlive('README.md', 'docs/safety.md#redo')).toBe(false);
  expect(isAlive('README.md', 'docs/danger.md')).toBe(false);
});

it('every page is linked from the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(pages.slice(1).filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

it.each([
  ['install it in a repository', 'docs/adopting.md#installation'],
  ['run it in CI', 'docs/pull-requests.md'],
  ['which scopes to grant', 'docs/permissions.md#scopes-to-copy'],
  ['what an exit status means', 'docs/commands.md#exit-statuses'],
  ['how to undo an apply', 'docs/safety.md#undo'],
])('the README links to the place that says %s', (_, place) => {
  expect(readFileSync('README.md', 'utf8')).toContain(`](${place})`);
});

it('the README is an index of at most 200 lines', () => {
  expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(200);
});

/** Most words of a sentence. */
const longest = 25;

/** The sentences of a page's own prose, without generated parts; code counts as one word. */
function listSentences(text: string): readonly string[] {
  const blocks = text
    .replaceAll(/<!-- generated[\s\S]*?<!-- end generated -->|^ *```[\s\S]*?^ *```|^#.*$/gm, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`[^`]*`/g, 'code')
    .replaceAll('**', '')
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\||\n(?=\|)/);
  return blocks.flatMap((block) =>
    block
      .replaceAll(/\s+/g, ' ')
      .trim()
      .split(/(?<=[.!?;:]) /),
  );
}

it.each(pages)('%s has no sentence of more than 25 words', (page) => {
  const sentences = listSentences(readFileSync(page, 'utf8'));
  expect(sentences.filter((sentence) => sentence.split(' ').length > longest)).toEqual([]);
});

it('finds a long sentence, in a list and in a table', () => {
  const long = `${'word '.repeat(longest)}end.`;
  expect(listSentences(`Short. ${long}`)).toContain(long);
  expect(listSentences(`- **Short.** Short.\n- ${long}`)).toContain(`- ${long}`);
  expect(listSentences(`| short | ${long} |`)).toContain(long);
  expect(listSentences(`Short\n\n\`\`\`\n${long}\n\`\`\`\n`)).not.toContain(long);
});

it.each(pages)('%s says "pull request" in full, since a request is a call of the API', (page) => {
  const prose = readProse(page)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?:pull|merge) requests?/gi, '');
  const others =
    /\b(?:merged|this|the next|which) request\b|\brequests? (?:causes|changes|from (?:a )?forks?)\b/gi;
  expect(prose.match(others) ?? []).toEqual([]);
});

it.each(pages)('%s has no sentence that begins with a word to puzzle over', (page) => {
  const prose = readProse(page).replaceAll(/^#.*$/gm, '. ').replaceAll('`', '').replaceAll(/\s+/g, ' ');
  const sentences = [
    ...prose.matchAll(/(?:^|[.:!?|] |[-*] |\d\. )((?:Of|What|Whoever|Whatever|Somebody|Nobody) [^.|]*)/g),
  ];
  expect(sentences.map(([, sentence]) => sentence)).toEqual([]);
});
