// The commit of a line, and the empty answer where none is known.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blameLines } from '../../../../src/cli/git/blame-lines.js';
import { makeFolder } from '../../../fake-world.js';
import { makeRepository } from './make-repository.js';

async function blame(
  lines: Readonly<Record<string, readonly number[]>>,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
) {
  const asked = new Map(Object.entries(lines).map(([file, numbers]) => [file, new Set(numbers)]));
  const found = await blameLines(asked, { cwd, env });
  return Object.fromEntries([...found].map(([file, commits]) => [file, Object.fromEntries(commits)]));
}

const short = (hash: string): string => hash.slice(0, 10);

test('each line has the commit that changed it last, the first commit too', async () => {
  const { folder, commit } = await makeRepository();
  const first = commit({ 'a.yaml': 'one\ntwo\nthree\n', 'sub/b.yaml': 'x\n' });
  const second = commit({ 'a.yaml': 'one\nTWO\nthree\n' });
  expect(await blame({ 'a.yaml': [1, 2, 3], 'sub/b.yaml': [1] }, folder)).toEqual({
    'a.yaml': { 1: short(first), 2: short(second), 3: short(first) },
    'sub/b.yaml': { 1: short(first) },
  });
  expect(await blame({ '../a.yaml': [2] }, join(folder, 'sub'))).toEqual({
    '../a.yaml': { 2: short(second) },
  });
});

test('lines that are not committed, files that git does not know and lines that are not there have none', async () => {
  const { folder, commit } = await makeRepository();
  const first = commit({ 'a.yaml': 'one\ntwo\n' });
  writeFileSync(join(folder, 'a.yaml'), 'one\nchanged\n');
  writeFileSync(join(folder, 'new.yaml'), 'new\n');
  expect(await blame({ 'a.yaml': [1, 2], 'new.yaml': [1], 'gone.yaml': [1] }, folder)).toEqual({
    'a.yaml': { 1: short(first) },
    'new.yaml': {},
    'gone.yaml': {},
  });
  expect(await blame({ 'a.yaml': [9] }, folder)).toEqual({ 'a.yaml': {} });
});

test('outside of a repository, and where there is no git, nothing is known', async () => {
  const plain = await makeFolder({ 'a.yaml': 'one\n' });
  expect(await blame({ 'a.yaml': [1] }, plain)).toEqual({});
  const { folder, commit } = await makeRepository();
  commit({ 'a.yaml': 'one\n' });
  expect(await blame({ 'a.yaml': [1] }, folder, { PATH: join(folder, 'none') })).toEqual({});
});

test('names and texts that look like the answer of git change nothing', async () => {
  const { folder, commit } = await makeRepository();
  const fake = `${'f'.repeat(40)} 1 1 1`;
  const names = ['-L1,1', ':(top)a.yaml', 'a b\n.yaml'];
  const first = commit(Object.fromEntries(names.map((name) => [name, `${fake}\nboundary\n\t${fake}\n`])));
  const asked = Object.fromEntries(names.map((name) => [name, [1, 2, 3]]));
  const all = { 1: short(first), 2: short(first), 3: short(first) };
  expect(await blame(asked, folder)).toEqual(Object.fromEntries(names.map((name) => [name, all])));
});

test('a shallow clone does not blame its oldest commit for everything before it', async () => {
  const { folder, commit, git } = await makeRepository();
  commit({ 'a.yaml': 'one\ntwo\n' });
  commit({ 'a.yaml': 'one\nTWO\n' });
  const third = commit({ 'a.yaml': 'one\nTWO\nthree\n' });
  const clones = await makeFolder();
  git('clone', '--quiet', '--depth=2', `file://${folder}`, join(clones, 'clone'));
  expect(await blame({ 'a.yaml': [1, 2, 3] }, join(clones, 'clone'))).toEqual({
    'a.yaml': { 3: short(third) },
  });
});

test('many scattered lines of a long file are all found, in one process', async () => {
  const { folder, commit } = await makeRepository();
  const lines = Array.from({ length: 2_000 }, (_, index) => `line ${index}`);
  const first = commit({ 'a.yaml': lines.join('\n') });
  const asked = lines.flatMap((_, index) => (index % 2 === 0 ? [index + 1] : []));
  const { folder: bin, count } = await countGit();
  const found = await blame({ 'a.yaml': asked }, folder, { PATH: `${bin}:${process.env['PATH'] ?? ''}` });
  expect(asked.every((line) => found['a.yaml']?.[line] === short(first))).toBe(true);
  expect(count()).toBe(2);
});

test('only the files that are asked about cost a process, and with more than 200 of them none is started', async () => {
  const { folder, commit } = await makeRepository();
  const names = Array.from({ length: 300 }, (_, index) => `org-${index}.yaml`);
  commit(Object.fromEntries(names.map((name) => [name, 'one\n'])));
  const { folder: bin, count } = await countGit();
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  await blame({ 'org-7.yaml': [1], 'org-8.yaml': [1] }, folder, env);
  expect(count()).toBe(3);
  const asked = Object.fromEntries(names.slice(0, 201).map((name) => [name, [1]]));
  expect(await blame(asked, folder, env)).toEqual({});
  expect(count()).toBe(3);
});

/** Puts a script in git's place that counts its starts and then runs git. */
async function countGit() {
  const folder = await makeFolder({ git: '' });
  const log = join(folder, 'log');
  writeFileSync(join(folder, 'git'), `#!/bin/sh\necho x >> '${log}'\nPATH=\${PATH#*:} exec git "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { folder, count: () => readFileSync(log, 'utf8').length / 2 };
}
