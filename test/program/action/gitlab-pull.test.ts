// Drift on GitLab with the variable KINDE_PULL: the merge request that takes over what was changed in Kinde.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepository } from '../../unit/cli/git/make-repository.js';
import { makePlace } from './run-action.js';
import { playJob } from './run-gitlab.js';
import type { Answers } from './run-gitlab.js';

describe('drift with KINDE_PULL', () => {
  const title = 'Copy the state of Kinde into the files';
  const [mark, branch] = ['<!-- kinde-sync pull -->', 'kinde-sync/pull'];
  const sha = 'c'.repeat(40);
  const requests = '/projects/5/merge_requests';
  const open = { iid: 8, author: { id: 3 }, source_project_id: 5, description: `${mark}\nKinde was` };
  const tipOf = (changed: object = {}) => ({
    commit: { id: 't1', title, author_email: 'bot@x.example', parent_ids: [sha], ...changed },
  });
  const written = 'version: 1\n# from Kinde\n';
  const digest = createHash('sha256').update(written).digest('hex');

  /** A drift job whose pull writes into kinde.yaml, unless it is told otherwise. */
  async function drift(given: {
    readonly answers?: Answers;
    readonly status?: number;
    readonly pull?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly dirt?: Readonly<Record<string, string>>;
  }) {
    const { folder: cwd, commit } = await makeRepository();
    commit({ 'kinde.yaml': 'version: 1\n', 'other.txt': '' });
    const command = join(await makePlace(), 'kinde-sync');
    const { status = 2, pull = `printf '${written}' > kinde.yaml; echo x >> other.txt; echo x > new.log` } =
      given;
    const plan = `if [ "$1" = plan ]; then echo '- **ann** joined'; exit ${status}; fi`;
    await writeFile(command, `#!/bin/sh\n${plan}\n${pull}\n`, { mode: 0o755 });
    const answers = {
      'GET /user': { id: 3, commit_email: 'bot@x.example' },
      ...{ 'GET /projects/5/issues': [], 'POST /projects/5/issues': {} },
      ...{ [`GET ${requests}`]: [], [`POST ${requests}`]: { iid: 8 }, [`PUT ${requests}/8`]: {} },
      ...{ [`POST ${requests}/8/notes`]: {}, 'POST /projects/5/repository/commits': {} },
      [`GET /projects/5/repository/branches/${encodeURIComponent(branch)}`]: null,
      'GET /projects/5/repository/commits/t1/diff': [{ new_path: 'kinde.yaml' }],
      'GET /projects/5/repository/files/kinde.yaml': { content_sha256: digest },
      ...given.answers,
    };
    const env = {
      ...{ KINDE_PULL: 'true', KINDE_SYNC: command, CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_SHA: sha },
      ...given.env,
    };
    const ended = await playJob('kinde:drift', { answers, env, cwd, files: given.dirt ?? {} });
    const made = ended.calls.map((call) => call.split(' ', 2).join(' ').replace('/projects/5', ''));
    return { ...ended, made };
  }

  const branchIs = (tip: object): Answers => ({
    [`GET /projects/5/repository/branches/${encodeURIComponent(branch)}`]: tip,
  });
  const known = { [`GET ${requests}`]: [open] };

  it('commits the configuration as pull writes it, and opens a merge request that the issue names', async () => {
    const { status, made, calls } = await drift({});
    expect({ status, made }).toEqual({
      status: 2,
      made: ['POST /repository/commits', 'POST /merge_requests', 'POST /issues'],
    });
    const bodies = calls.map((call) => JSON.parse(call.replace(/^\S+ \S+ /, '')) as object);
    expect(bodies[0]).toEqual({
      ...{ branch, start_sha: sha, force: true, commit_message: title },
      actions: [
        {
          ...{ action: 'update', file_path: 'kinde.yaml', encoding: 'base64' },
          content: Buffer.from(written).toString('base64'),
        },
      ],
    });
    expect(bodies[1]).toMatchObject({ source_branch: branch, target_branch: 'main', title });
    expect(calls[2]).toContain('**!8 copies it into the files.**');
  });

  it('is not asked for without the variable', async () => {
    expect((await drift({ env: { KINDE_PULL: '' } })).made).toEqual(['POST /issues']);
  });

  it('of each environment has a branch of its own', async () => {
    const own = { 'GET /projects/5/repository/branches/kinde-sync%2Fpull-eu': null };
    const { calls } = await drift({ env: { KINDE_NAME: 'eu' }, answers: own });
    expect(calls[0]).toContain('"branch":"kinde-sync/pull-eu"');
  });

  it('makes no commit where nothing is new, so that no pipeline starts', async () => {
    const { made, status } = await drift({ answers: { ...known, ...branchIs(tipOf()) } });
    expect({ made, status }).toEqual({ made: ['POST /issues'], status: 2 });
  });

  it.each([
    ['the main branch went on', branchIs(tipOf({ parent_ids: ['d'.repeat(40)] }))],
    ['another file was changed', { 'GET /projects/5/repository/commits/t1/diff': [{ new_path: 'b.yaml' }] }],
    ['something else is written', { 'GET /projects/5/repository/files/kinde.yaml': { content_sha256: 'x' } }],
  ])('updates its branch, and opens no second merge request: %s', async (_, changed) => {
    const { made } = await drift({ answers: { ...known, ...branchIs(tipOf()), ...changed } });
    expect(made).toEqual(['POST /repository/commits', 'POST /issues']);
  });

  it.each([{ author_email: 'eve@x.example' }, { title: 'More' }])(
    'leaves a branch alone to which others have pushed, and does not vouch for it: %j',
    async (changed) => {
      const { made, calls, stderr } = await drift({ answers: { ...known, ...branchIs(tipOf(changed)) } });
      expect(made).toEqual(['POST /issues']);
      expect(calls[0]).not.toContain('copies it into the files');
      expect(stderr).toContain('Another person has pushed');
    },
  );

  it.each([
    ['of a fork', { source_project_id: 6 }],
    ['of somebody else', { author: { id: 9 } }],
    ['without its mark', { description: 'mine' }],
  ])('leaves a merge request %s alone', async (_, changed) => {
    const answers = { [`GET ${requests}`]: [{ ...open, ...changed }] };
    expect((await drift({ answers })).made).toContain('POST /merge_requests');
    expect((await drift({ answers, status: 0 })).made).toEqual([]);
  });

  it.each([
    ['there is no drift any more', { status: 0 }],
    ['pull writes no file', { pull: ':' }],
  ])('closes its merge request with a note: %s', async (_, given) => {
    const { made, calls } = await drift({ answers: known, ...given });
    expect(made.slice(0, 2)).toEqual(['POST /merge_requests/8/notes', 'PUT /merge_requests/8']);
    expect(calls[1]).toContain('"state_event":"close"');
  });

  it.each([
    ['pull fails', { pull: 'exit 1' }],
    ['GitLab refuses', { answers: { [`GET ${requests}`]: { message: 'no list' } } }],
    ['the configuration was edited before', { dirt: { 'kinde.yaml': 'mine' } }],
  ])('tells the issue all the same, and fails: %s', async (_, given) => {
    const { made, status } = await drift({ answers: known, ...given });
    expect({ made, status }).toEqual({ made: ['POST /issues'], status: 1 });
  });

  it('takes no link and nothing that GitLab runs', async () => {
    const pull =
      "ln -s /etc/passwd a.yaml; mkdir -p .gitlab; echo x > .gitlab/a.yml; echo x > .gitlab-ci.yml; echo y > 'b \"c.yml'";
    const { calls } = await drift({ pull });
    expect([...(calls[0] ?? '').matchAll(/"file_path":("(?:\\.|[^"])*")/g)].map(([, path]) => path)).toEqual([
      JSON.stringify('b "c.yml'),
    ]);
    expect(calls[0]).toContain('"action":"create"');
  });
});
