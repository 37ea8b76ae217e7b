// A copy of what this repository has in git, without what was built or installed: where the action and the pipeline get it.
import { execFileSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeRepository } from '../../unit/cli/git/make-repository.js';
import { makePlace } from './run-action.js';

/** Returns a folder with the sources; with `tag` it is a git repository with one commit of that name. */
export async function makeSource(tag?: string): Promise<string> {
  const { folder, git, commit } = await makeRepository();
  await copySources(folder);
  if (tag === undefined) await rm(join(folder, '.git'), { recursive: true });
  else git('tag', tag, commit({}));
  return folder;
}

/** Copies all but the tests into the folder. */
export async function copySources(folder: string): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const paths = listed.toString().split('\0').filter(Boolean);
  for (const path of paths)
    if (!path.startsWith('test/')) await cp(path, join(folder, path)).catch(ignoreDeleted);
}

function ignoreDeleted(error: { readonly code?: string }): void {
  if (error.code !== 'ENOENT') throw error as Error;
}

export interface FakeNpm {
  /** The folder that comes first in PATH. */
  readonly bin: string;
  /** The arguments of each call, and the names of the variables that it got. */
  readonly calls: () => Promise<readonly { readonly args: string; readonly variables: readonly string[] }[]>;
}

/** Returns an npm that gives a project those packages of this repository that it names, since a test reaches no registry. */
export async function makeNpm(status = 0): Promise<FakeNpm> {
  const bin = await makePlace();
  const modules = resolve('node_modules');
  const text = `#!/usr/bin/env node
const { appendFileSync, mkdirSync, readFileSync, symlinkSync } = require('node:fs');
const { dirname } = require('node:path');
const call = { args: process.argv.slice(2).join(' '), variables: Object.keys(process.env) };
appendFileSync(${JSON.stringify(join(bin, 'calls'))}, JSON.stringify(call) + '\\n');
const named = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).devDependencies);
for (const name of ${status} === 0 ? named : []) {
  mkdirSync(dirname('node_modules/' + name), { recursive: true });
  symlinkSync(${JSON.stringify(modules)} + '/' + name, 'node_modules/' + name);
}
process.exitCode = ${status};
`;
  await writeFile(join(bin, 'npm'), text, { mode: 0o755 });
  const read = (): Promise<string> => readFile(join(bin, 'calls'), 'utf8').catch(() => '');
  return {
    bin,
    calls: async () =>
      (await read())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Awaited<ReturnType<FakeNpm['calls']>>[number]),
  };
}
