// A git repository that begins with the configuration as Kinde is, on a sandbox with the example's six customers.
// Dates and names are fixed, so that hashes, and with them the comments, are the same in every run.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, parseSeed } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import type { Edit } from './story.js';

export interface History {
  readonly sandbox: Sandbox;
  /** The repository; its configuration is the folder `kinde`. */
  readonly folder: string;
  /** Where CI keeps plans: a folder with nothing else in it. */
  readonly kept: string;
  /** Edits files on a new branch and commits them there: what a request asks for. */
  readonly request: (title: string, edits: readonly Edit[]) => void;
  /** Takes the request's commit into the main branch. */
  readonly merge: () => void;
  readonly remove: () => void;
}

/** Returns the history before the first request. */
export function beginHistory(): History {
  const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-review-'));
  const kept = mkdtempSync(join(tmpdir(), 'kinde-sync-saved-'));
  cpSync(join(import.meta.dirname, 'configuration'), folder, { recursive: true });
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', args, { cwd: folder, env: plain });
  git('init', '--quiet', '--initial-branch=main');
  const commit = (title: string): void => {
    git('add', '--all');
    git('commit', '--quiet', `--message=${title}`);
  };
  commit('Everything as Kinde is');
  const seed = parseSeed(readFileSync('examples/sandbox-seed.yaml', 'utf8'), 'examples/sandbox-seed.yaml');
  return {
    sandbox: createSandbox({ seed }),
    folder,
    kept,
    request: (title, edits) => {
      git('switch', '--quiet', '--force-create', 'request');
      for (const edit of edits) applyEdit(folder, edit);
      commit(title);
    },
    merge: () => {
      git('switch', '--quiet', 'main');
      git('merge', '--quiet', '--ff-only', 'request');
    },
    remove: () => {
      for (const path of [folder, kept]) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Nothing of the machine's own git settings, and one moment for all commits. */
const plain = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_AUTHOR_DATE: '2026-03-02T09:00:00Z',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
  GIT_COMMITTER_DATE: '2026-03-02T09:00:00Z',
};

function applyEdit(folder: string, { file, from, to }: Edit): void {
  const path = join(folder, 'kinde', file);
  const before = from === null ? '' : readFileSync(path, 'utf8');
  if (from !== null && before.split(from).length !== 2) throw new Error(`${file} has not one ${from}`);
  writeFileSync(path, from === null ? to : before.replace(from, () => to));
}
