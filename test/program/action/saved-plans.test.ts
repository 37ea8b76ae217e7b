// Attacks with saved plans, from the artifact to the exit status: what the action itself stops.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asItIs } from '../../unit/cli/tenant.js';
import { keepFor, listing, openScene, requestOf } from './open-scene.js';

const [jane, old] = ['jane@acme.example', 'old@acme.example'];

it('a plan that a workflow of the branch forged is not used: the files decide', async () => {
  const { commit, run, sandbox, github, store } = await openScene();
  await commit(asItIs);
  const head = await commit(asItIs.replace(jane, `${jane}, lee@acme.example`));
  keepFor(github, head);
  github.runs = { 31: { path: '.github/workflows/innocent.yml' } };
  const folder = join(store, `kinde-plan-${head}`);
  await mkdir(folder);
  await writeFile(join(folder, 'plan.json'), '{"formatVersion":"1"}');
  const applied = await run('apply', { sha: head });
  expect({ status: applied.status, log: applied.log }).toMatchObject({ status: 0 });
  expect(applied.log).toMatch(/^::warning title=kinde-sync::The plan that run 31 saved is not used/m);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.members).toHaveLength(3);
});

it('an old plan that a re-run job replays is refused: a later request stays', async () => {
  const { commit, run, sandbox, github, git } = await openScene();
  const base = await commit(listing(jane, old));
  const first = await commit(listing(jane));
  await run('plan', { event: requestOf(base, first) });
  keepFor(github, first);
  expect((await run('apply', { sha: first })).status).toBe(0);

  const second = await commit(listing(jane, old));
  github.tip = second;
  expect((await run('apply', { sha: second, inputs: { 'saved-plan': 'never' } })).status).toBe(0);
  const before = sandbox.snapshot();

  git('checkout', '--quiet', first);
  const replayed = await run('apply', { sha: first });
  expect(replayed).toMatchObject({ status: 3, outputs: { status: '3' } });
  expect(sandbox.snapshot()).toEqual(before);
});

describe('a saved plan whose job runs again, on the newest commit', () => {
  const later = { id: 10, head_branch: 'main', conclusion: 'success', created_at: '2026-01-03T00:00:00Z' };

  /** The first request is merged, planned and applied; then a second one is merged. */
  async function openMerges() {
    const scene = await openScene();
    const { commit, run, github } = scene;
    const base = await commit(listing(jane, old));
    const first = await commit(listing(jane));
    await run('plan', { event: requestOf(base, first) });
    keepFor(github, first);
    expect((await run('apply', { sha: first })).status).toBe(0);
    scene.sandbox.change((tenant) => tenant.addMember('org_acme', old, ['viewer']));
    const second = await commit(`${listing(jane)}# second\n`);
    github.tip = second;
    github.history = [base, first];
    const again = () => run('apply', { sha: first });
    return { ...scene, first, second, again, before: scene.sandbox.snapshot() };
  }

  it.each([
    ['the second request', 'second'],
    ['the same commit, by hand', 'first'],
  ] as const)('is refused after %s was applied: who came back by hand stays', async (_, which) => {
    const { again, github, sandbox, before, ...commits } = await openMerges();
    github.workflowRuns = { 'kinde-merge.yml': [{ ...later, head_sha: commits[which] }] };
    const ended = await again();
    expect(ended).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(ended.log).toContain(`Run 10 has succeeded since, on commit ${commits[which].slice(0, 12)}`);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it.each([
    ['was of a commit before', { head_sha: 'base' }],
    ['failed', { conclusion: 'failure' }],
    ['began earlier', { created_at: '2026-01-01T00:00:00Z' }],
    ['is this run', { id: 9 }],
    ['was of another branch', { head_branch: 'feature' }],
  ])('is used where the other run %s', async (_, fields) => {
    const { again, github, second } = await openMerges();
    const [base = ''] = github.history;
    const run = { ...later, head_sha: second, ...fields };
    github.workflowRuns = {
      'kinde-merge.yml': [{ ...run, head_sha: run.head_sha === 'base' ? base : run.head_sha }],
    };
    expect((await again()).outputs['status']).toBe('0');
  });

  it('is refused where its merge is no longer in the history of the branch', async () => {
    const { again, github, sandbox, before } = await openMerges();
    github.history = [];
    const ended = await again();
    expect(ended).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(ended.log).toContain('is not in the history');
    expect(sandbox.snapshot()).toEqual(before);
  });
});
