// The files of a commit, by the same paths, in any folder, under any name.
import { mkdirSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCommit } from '../../../../src/cli/git/read-commit.js';
import { UsageError } from '../../../../src/model/errors.js';
import { makeFolder } from '../../../fake-world.js';
import { makeRepository } from './make-repository.js';

const env = {};

async function read(ref: string, paths: readonly string[], cwd: string) {
  const { files, ...rest } = await readCommit(ref, paths, { cwd, env });
  const texts = [...files].map(([file, bytes]) => [file, Buffer.from(bytes).toString('utf8')]);
  return { ...rest, files: Object.fromEntries(texts) as Readonly<Record<string, string>> };
}

async function codeOf(reading: Promise<unknown>): Promise<string | null> {
  const error: unknown = await reading.catch((caught: unknown) => caught);
  return error instanceof UsageError ? error.code : null;
}

test('files are read as they were at the commit, not as they are on the disk', async () => {
  const { folder, commit } = await makeRepository();
  const first = commit({
    'kinde.yaml': 'one\n',
    'kinde/a.yaml': 'a\n',
    'kinde/notes.txt': 'no\n',
    'other.yaml': 'x\n',
  });
  commit({ 'kinde.yaml': 'two\n', 'kinde/a.yaml': null });
  expect((await read(first, ['kinde.yaml', 'kinde'], folder)).files).toEqual({
    'kinde.yaml': 'one\n',
    'kinde/a.yaml': 'a\n',
  });
  expect((await read('HEAD', ['kinde.yaml', 'kinde'], folder)).files).toEqual({ 'kinde.yaml': 'two\n' });
});

test('in a sub-folder paths are relative to that folder, and may lead out of it', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'shared/groups.yaml': 'groups\n', 'team/kinde.yaml': 'team\n' });
  const paths = ['kinde.yaml', '../shared', join(folder, 'team/kinde.yaml')];
  const { files } = await read('HEAD', paths, join(folder, 'team'));
  expect(files).toEqual({ 'kinde.yaml': 'team\n', '../shared/groups.yaml': 'groups\n' });
  expect((await read('HEAD', ['.'], join(folder, 'shared'))).files).toEqual({ 'groups.yaml': 'groups\n' });
});

test('what the commit does not have is not there, and is no error', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'README.md': 'hello\n' });
  expect((await read('main', ['kinde.yaml', 'kinde'], folder)).files).toEqual({});
});

test('names of any kind are read: spaces, line breaks, quotes, a leading colon or dash', async () => {
  const { folder, commit } = await makeRepository();
  const names = ['a b.yaml', 'a\nb.yaml', '"quoted".yaml', ':(top)x.yaml', '-n.yaml', 'ünï.yaml', '*.yaml'];
  commit(Object.fromEntries(names.map((name) => [`kinde/${name}`, `${name}!`])));
  const { files } = await read('HEAD', ['kinde'], folder);
  expect(files).toEqual(Object.fromEntries(names.map((name) => [`kinde/${name}`, `${name}!`])));
  const inside = await read('HEAD', [':(top)x.yaml', '-n.yaml', '*.yaml'], join(folder, 'kinde'));
  expect(Object.keys(inside.files).sort()).toEqual(['*.yaml', '-n.yaml', ':(top)x.yaml']);
});

test('bytes come back as they were, also those that are no text', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde/a.yaml': '', 'kinde/b.yaml': 'x\r\n\0y\uFEFF', 'kinde/c.yaml': '\n\n' });
  const { files } = await read('HEAD', ['kinde'], folder);
  expect(files).toEqual({ 'kinde/a.yaml': '', 'kinde/b.yaml': 'x\r\n\0y\uFEFF', 'kinde/c.yaml': '\n\n' });
});

test('a link that is there today is followed; one inside the commit is refused rather than taken for a file', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'real/kinde.yaml': 'real\n' });
  symlinkSync('real', join(folder, 'kinde'));
  expect((await read('HEAD', ['kinde'], folder)).files).toEqual({ 'real/kinde.yaml': 'real\n' });
  mkdirSync(join(folder, 'linked'));
  symlinkSync('../real/kinde.yaml', join(folder, 'linked/a.yaml'));
  commit({});
  expect(await codeOf(read('HEAD', ['linked'], folder))).toBe('unknown-base');
});

test('a link that was made after the commit does not lead to other files of the commit', async () => {
  const { folder, commit } = await makeRepository();
  const before = commit({ 'kinde.yaml': 'strict\n', 'kinde/a.yaml': 'a\n', 'mild/k.yaml': 'mild\n' });
  commit({ 'kinde.yaml': null, 'kinde/a.yaml': null, 'new/k.yaml': 'new\n' });
  symlinkSync('mild/k.yaml', join(folder, 'kinde.yml'));
  symlinkSync('new/k.yaml', join(folder, 'kinde.yaml'));
  rmSync(join(folder, 'kinde'), { recursive: true, force: true });
  symlinkSync('mild', join(folder, 'kinde'));
  commit({});
  const paths = ['kinde.yaml', 'kinde.yml', 'kinde', 'kinde/a.yaml'];
  const { files } = await read(before, paths, folder);
  expect(files).toEqual({ 'kinde.yaml': 'strict\n', 'kinde/a.yaml': 'a\n' });
  const after = commit({});
  expect((await read(after, ['kinde'], folder)).files).toEqual({ 'mild/k.yaml': 'mild\n' });
  unlinkSync(join(folder, 'kinde'));
  symlinkSync('new', join(folder, 'kinde'));
  commit({});
  expect(await codeOf(read(after, ['kinde'], folder))).toBe('unknown-base');
  expect(await codeOf(read(after, ['kinde/k.yaml'], folder))).toBe('unknown-base');
});

test.each([
  '',
  '-h',
  '--all',
  '--output=/tmp/x',
  'nowhere',
  'HEAD~9',
  'HEAD:kinde.yaml',
  'a b',
  'HEAD; ls',
  '\0',
])('the ref %j is refused', async (ref) => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': 'one\n' });
  expect(await codeOf(read(ref, ['kinde.yaml'], folder))).toBe('unknown-base');
});

test('a folder that is in no repository, one without a commit and a path outside are refused', async () => {
  const plain = await makeFolder({ 'kinde.yaml': 'one\n' });
  expect(await codeOf(read('HEAD', ['kinde.yaml'], plain))).toBe('unknown-base');
  const { folder, commit } = await makeRepository();
  expect(await codeOf(read('HEAD', ['kinde.yaml'], folder))).toBe('unknown-base');
  commit({ 'kinde.yaml': 'one\n' });
  expect(await codeOf(read('HEAD', [plain], folder))).toBe('unknown-base');
});

async function messageOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((caught: unknown) => caught);
  return error instanceof UsageError ? `${error.message} ${error.hint ?? ''}` : '';
}

test('a repository of another user is told by the first line of git, not as a history that was not fetched', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': 'one\n' });
  const foreign = { ...process.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  const reading = readCommit('HEAD', ['kinde.yaml'], { cwd: folder, env: foreign });
  const message = await messageOf(reading);
  expect(message).toContain('detected dubious ownership in repository');
  expect(message).toContain('safe.directory');
  expect(message).not.toContain('fetch-depth');
});

test('whatever else is wrong with the repository is told in the words of git', async () => {
  const plain = await makeFolder({ 'kinde.yaml': 'one\n' });
  expect(await messageOf(read('HEAD', ['kinde.yaml'], plain))).toMatch(/not a git repository/);
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': 'one\n' });
  expect(await messageOf(read('HEAD', [plain], folder))).toMatch(/outside repository/);
  expect(await messageOf(read('f'.repeat(40), ['kinde.yaml'], folder))).toMatch(/fetch-depth/);
});

test('where there is no git the ref is refused, not the program broken', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': 'one\n' });
  const reading = readCommit('HEAD', ['kinde.yaml'], { cwd: folder, env: { PATH: join(folder, 'none') } });
  expect(await codeOf(reading)).toBe('unknown-base');
});
