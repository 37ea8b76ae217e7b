// Undo on GitLab: which journals its job takes back, and which it does not.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCommand } from './fake-command.js';
import { jobOf, playJob } from './run-gitlab.js';
import type { Answers } from './run-gitlab.js';

describe('undo', () => {
  const applied = {
    ...{ id: 40, name: 'kinde:apply', ref: 'main', tag: false, status: 'success' },
    ...{ commit: { id: 'm1' }, pipeline: { id: 24 } },
  };
  const known = (changed: object = {}, source = 'push', branches: readonly string[] = ['main']): Answers => ({
    'GET /projects/5/jobs/40': { ...applied, ...changed },
    'GET /projects/5/pipelines/24': { source },
    'GET /projects/5/repository/commits/m1/refs': branches.map((name) => ({ type: 'branch', name })),
    'GET /projects/5/jobs/40/artifacts/journal.jsonl': { journal: true },
  });
  const web = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'web', KINDE_JOURNAL_JOB: '40' };
  const play = async (answers: Answers, given: NodeJS.ProcessEnv = {}, status = 0) => {
    const { command, calls: commands } = await makeCommand({ undo: { status } });
    const files = { 'applied.jsonl': 'of the checkout' };
    const env = { ...web, KINDE_SYNC: command, ...given };
    const ended = await playJob('kinde:undo', { answers, env, files });
    return { ...ended, commands: await commands() };
  };

  it('takes back the journal of the job that is named, with the approved number, and keeps its own journal', async () => {
    const given = { KINDE_ALLOW_REMOVALS: '4', KINDE_ALLOW_INVITATIONS: '9' };
    const ended = await play(known(), given);
    expect(ended).toMatchObject({
      status: 0,
      calls: [],
      commands: [['undo', 'applied.jsonl', '--allow-removals', '4', '--yes', '--journal', 'journal.jsonl']],
      stdout: expect.stringContaining('revert the commit') as unknown,
    });
    expect(await readFile(join(ended.cwd, 'applied.jsonl'), 'utf8')).toBe('{"journal":true}');
    expect(jobOf('kinde:undo')?.artifacts?.paths).toEqual(['journal.jsonl']);
  });

  it.each([
    ['an apply that failed', { status: 'failed' }, 'push'],
    ['an apply by hand', {}, 'web'],
    ['another undo', { name: 'kinde:undo' }, 'web'],
  ])('takes back %s, too', async (_, changed, source) => {
    expect((await play(known(changed, source))).commands).toHaveLength(1);
  });

  it('ends as kinde-sync does', async () => {
    expect((await play(known(), {}, 3)).status).toBe(3);
  });

  it.each([
    ['another job made it', known({ name: 'kinde:plan' })],
    ['a job with a similar name made it', known({ name: 'kinde:apply now' })],
    ['a job of a merge request made it', known({ ref: 'refs/merge-requests/7/head' }, 'merge_request_event')],
    ['another branch made it', known({ ref: 'feature' })],
    ['a tag with the name of the branch made it', known({ tag: true })],
    ['another pipeline started its pipeline', known({}, 'parent_pipeline')],
    ['its commit left the branch', known({}, 'push', ['feature'])],
    ['the job still runs', known({ status: 'running' })],
    ['it is of one of several environments', known({ name: 'kinde:apply: [staging]' })],
  ])('does not take a journal to be trusted less: %s', async (_, answers) => {
    const { status, commands, stderr } = await play(answers);
    expect({ status, commands }).toEqual({ status: 3, commands: [] });
    expect(stderr).toContain('The journal of job 40 is not used');
  });

  it.each(['', '40; touch owned', '../40'])('needs the number of a job, not %j', async (id) => {
    const { status, commands } = await play(known(), { KINDE_JOURNAL_JOB: id });
    expect({ status, commands }).toEqual({ status: 1, commands: [] });
  });

  it('of one environment changes nothing in another one', async () => {
    const answers = known({ name: 'kinde:apply: [staging]' });
    const production = await play(answers, { KINDE_NAME: 'production' });
    expect({ status: production.status, commands: production.commands }).toEqual({ status: 0, commands: [] });
    expect((await play(answers, { KINDE_NAME: 'staging' })).commands).toHaveLength(1);
    expect((await play(known(), { KINDE_NAME: 'staging' })).status).toBe(3);
  });
});
