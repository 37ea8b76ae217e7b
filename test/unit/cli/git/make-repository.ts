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

const [name, email] = ['Test', 'test@example.com'];
const variables = {
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
  ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
};

/** Returns an empty repository; it is removed when the test ends. */
export async function makeRepository(): Promise<Repository> {
  const folder = await makeFolder();
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(program, args, {
      cwd: folder,
      env: { ...process.env, ...variables },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  initRepository(folder);
  return {
    folder,
    git: (...args) => run('git', args),
    commit: (files) => {
      for (const [path, text] of Object.entries(files)) write(join(folder, path), text);
      // One shell for three commands: to start a process copies the pages of this large one.
      const commit = 'git commit --quiet --allow-empty --message=change';
      return run('sh', ['-c', `git add --all && ${commit} && git rev-parse HEAD`]);
    },
  };
}

/** Makes the folder an empty repository, as `git init` does, and starts no process for it. */
export function initRepository(folder: string, branch = 'main'): void {
  const inner = join(folder, '.git');
  for (const name of ['objects', 'refs/heads']) mkdirSync(join(inner, name), { recursive: true });
  writeFileSync(join(inner, 'HEAD'), `ref: refs/heads/${branch}\n`);
  writeFileSync(join(inner, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
}

function write(path: string, text: string | null): void {
  if (text === null) {
    rmSync(path);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
