// The action with the built program on the sandbox, in a repository with a history: what its tests share.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { binary, hosted, listenSandbox } from '../../run-process.js';
import { makeRepository } from '../../unit/cli/git/make-repository.js';
import { seed } from '../../unit/cli/tenant.js';
import { repository, startGitHub } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';
import type { ActionEnd } from './run-action.js';

/** A title that would do something in a shell or a workflow. */
export const hostile = '$(touch owned)`touch owned`";touch owned;"${{ github.token }}\n::set-env name=A::b';

export interface Scene {
  readonly commit: (text: string) => Promise<string>;
  readonly run: (mode: string, options?: Options) => Promise<ActionEnd>;
}

export interface Options {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: object;
  readonly sha?: string;
  /** Variables of the step beside those of the sandbox; undefined takes one of them away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns a repository, a sandbox and a stand-in for GitHub, and how to commit and to run the action. With `isReal` its steps
 * and the program are processes, as on a runner.
 */
export async function openScene({ isReal = false }: { readonly isReal?: boolean } = {}) {
  const { sandbox, env } = await listenSandbox({ seed });
  const github = await startGitHub();
  const { folder: workspace, git, commit } = await makeRepository();
  const store = await makePlace();
  await mkdir(join(workspace, 'access'));
  const scene: Scene = {
    commit: (text) => Promise.resolve(commit({ 'access/kinde.yaml': text })),
    run: (mode, { inputs, env: given, ...options } = {}) =>
      runAction({
        ...{
          isReal,
          github,
          workspace,
          store,
          env: { ...env, ...given },
          eventName: mode === 'plan' ? 'pull_request' : 'push',
        },
        inputs: {
          mode,
          'working-directory': 'access',
          command: isReal ? `${process.execPath} -- ${binary}` : hosted,
          ...inputs,
        },
        ...options,
      }),
  };
  return { ...scene, sandbox, github, workspace, store, git };
}

/** Returns the event of request 7. */
export const requestOf = (base: string, head: string, from = repository) => ({
  pull_request: {
    number: 7,
    title: hostile,
    head: { ref: hostile, sha: head, repo: { full_name: from } },
    base: { ref: 'main', sha: base },
    labels: [],
  },
});

/** Lets run 31 have saved the plan of this commit, which is merged as itself. */
export function keepFor(github: Awaited<ReturnType<typeof startGitHub>>, head: string): void {
  const run = { id: 31, head_sha: head, repository_id: 1, head_repository_id: 1 };
  github.artifacts = [
    { name: `kinde-plan-${head}`, expired: false, created_at: '2026-01-02', workflow_run: run },
  ];
  github.events = { 31: 'pull_request' };
  github.tip = head;
  const merged = {
    number: 7,
    merged_at: '2026-01-02',
    merge_commit_sha: head,
    base: { ref: 'main' },
    head: { sha: head, ref: 'feature', repo: { owner: { login: 'acme' } } },
  };
  github.requestsOf = { [head]: [{ ...merged, labels: [] }] };
}

/** Returns a configuration whose list is the whole truth: whoever is not on it leaves. */
export const listing = (...members: readonly string[]): string =>
  `version: 1\norganizations:\n  - code: org_acme\n    allowRegistrations: true\n    membership: exact\n    members: [${members.join(', ')}]\n`;
