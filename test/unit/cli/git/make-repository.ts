// Makes a git repository in a new folder, without the machine's own git configuration.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../../fake-world.js';

export interface Repository {
  readonly folder: string;
  /** Runs git and returns its output without the last line break. */
  readonly git: (...args: readonly string[]) => string;
  /** Writes files (null removes one), commits everything and returns the full hash. */
  readonly commit: (files: Readonly<Record<string, string | null>>) => string;
}

/** Returns an empty repository; it is removed when the test ends. */
export async function makeRepository(): Promise<Repository> {
  const folder = await makeFolder();
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...identity, ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    commit: (files) => {
      for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message=change');
      return git('rev-parse', 'HEAD');
    },
  };
}

function write(path: string, text: string | null): void {
  if (text === null) {
    rmSync(path);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
