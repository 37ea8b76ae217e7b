// The diff of files as a patch: real git applies it, or it says that it can't be applied.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffFile, renderFileDiff } from '../../../src/render/file-diff.js';
import { makeFolder } from '../../fake-world.js';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', '  d', '\te', '', 'f\r', '# é', '\u200b', '-', '+', '\\'), {
    maxLength: 12,
  })
  .map((all) => all.join('\n'));
const name = 'my kinde.yaml';
const wayOut = 'write it';

it('of texts with any line ends applies with git, also if the search for the shortest one ends early', async () => {
  const cwd = await makeFolder();
  await fc.assert(
    fc.asyncProperty(lines, lines, fc.constantFrom(0, 2000), async (before, after, timeout) => {
      if (before === after) return;
      await writeFile(join(cwd, name), before);
      const { text } = diffFile({ file: name, before, after }, { timeout });
      execFileSync('git', ['apply', '-'], { cwd, input: text, stdio: 'pipe' });
      expect(await readFile(join(cwd, name), 'utf8')).toBe(after);
    }),
    { numRuns: 60 },
  );
});

it('of a new file applies with git', async () => {
  const cwd = await makeFolder();
  const { text, isPatch } = diffFile({ file: name, before: null, after: 'a\nb\n' }, {});
  expect(isPatch).toBe(true);
  execFileSync('git', ['apply', '-'], { cwd, input: text, stdio: 'pipe' });
  expect(await readFile(join(cwd, name), 'utf8')).toBe('a\nb\n');
});

it.each([
  ['nothing to hide', { before: 'a\r\nb\r\n', after: 'b\r\n' }, true],
  ['a mark at its start', { before: '\uFEFFa\n', after: '\uFEFFb\n' }, true],
  ['an escape sequence', { before: 'a\n\u001b[2J\n', after: '\u001b[2J\n' }, false],
  ['a carriage return inside a line', { before: 'a\nb\rc\n', after: 'b\rc\n' }, false],
  [
    'a masked value beside the change',
    { before: 'a\nsecret\n', after: 'secret\n', shown: { before: 'a\n***\n', after: '***\n' } },
    false,
  ],
  [
    'a masked value elsewhere',
    {
      before: `a\n${'b\n'.repeat(9)}secret\n`,
      after: `${'b\n'.repeat(9)}secret\n`,
      shown: { before: `a\n${'b\n'.repeat(9)}***\n`, after: `${'b\n'.repeat(9)}***\n` },
    },
    true,
  ],
])('with %s is no patch unless every line is as in the file, and then says so', (_, texts, isPatch) => {
  const file = { file: 'kinde.yaml', ...texts };
  const shown = renderFileDiff([file], { wayOut });
  expect(diffFile(file, {}).isPatch).toBe(isPatch);
  expect(shown.startsWith('# kinde.yaml: ')).toBe(!isPatch);
  expect(shown.includes(wayOut)).toBe(!isPatch);
  expect(shown).not.toMatch(/secret\n\+|\u001b|\r[^\n]/);
  if (isPatch) expect(shown).toBe(diffFile(file, {}).text);
});
