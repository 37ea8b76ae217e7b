// Mode undo with the built program on the sandbox: which journals are taken back, and which are not.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listing, openScene } from './open-scene.js';

const [jane, lee] = ['jane@acme.example', 'lee@acme.example'];

/** Run 9 has applied: `old` is out, `lee` is in. */
async function openApplied() {
  const scene = await openScene();
  const { commit, run, github } = scene;
  const first = await commit(listing(jane, lee));
  github.tip = first;
  const before = scene.sandbox.snapshot();
  const applied = await run('apply', { sha: first, inputs: { 'saved-plan': 'never' } });
  expect(applied.uploaded).toEqual(['kinde-journal-9-1/journal.jsonl']);
  const own = { full_name: 'acme/access' };
  const path = '.github/workflows/kinde-merge.yml';
  github.runs = { 9: { event: 'push', path, head_branch: 'main', head_sha: first, head_repository: own } };
  github.runArtifacts = { 9: [{ name: 'kinde-journal-9-1', expired: false }] };
  const undo = (inputs: Readonly<Record<string, string>> = { 'journal-run': '9' }) =>
    run('undo', { sha: github.tip, inputs });
  return { ...scene, first, before, undo };
}

describe('undo', () => {
  it('takes back the journal of a run, keeps its own, and says that the files still ask for it', async () => {
    const { undo, sandbox, before, first } = await openApplied();
    const ended = await undo();
    expect({ status: ended.status, outputs: ended.outputs, log: ended.log }).toMatchObject({
      ...{ status: 0, outputs: { status: '0' } },
    });
    expect(sandbox.snapshot().organizations).toEqual(before.organizations);
    expect(ended.uploaded).toEqual(['kinde-journal-9-1/journal.jsonl']);
    expect(ended.summary).toContain(`run 9, commit ${first.slice(0, 12)}`);
    expect(ended.summary).toContain('revert the commit');
  });

  it('takes back a journal of main from before the newest commit', async () => {
    const { undo, commit, github, first, sandbox, before } = await openApplied();
    github.tip = await commit(`${listing(jane, lee)}# later\n`);
    github.history = [first];
    expect((await undo()).status).toBe(0);
    expect(sandbox.snapshot().organizations).toEqual(before.organizations);
  });

  it('takes a journal by its path from the working directory', async () => {
    const { undo, workspace, store, sandbox, before, github } = await openApplied();
    const path = join(workspace, 'access', 'old run.jsonl');
    await cp(join(store, 'kinde-journal-9-1', 'journal.jsonl'), path);
    expect((await undo({ journal: 'old run.jsonl' })).status).toBe(0);
    expect(sandbox.snapshot().organizations).toEqual(before.organizations);
    expect(github.calls.filter((call) => call.includes('/actions/'))).toEqual([]);
  });

  it('is refused by the guards of the configuration until the exact number is approved', async () => {
    const { undo, commit, github, first, sandbox } = await openApplied();
    const strict = `${listing(jane, lee)}safety: { maxRemovals: { count: 0, percent: 0 } }\n`;
    github.tip = await commit(strict);
    github.history = [first];
    const before = sandbox.snapshot();
    expect((await undo()).outputs['status']).toBe('3');
    expect(sandbox.snapshot()).toEqual(before);
    expect((await undo({ 'journal-run': '9', 'allow-removals': '1' })).outputs['status']).toBe('0');
  });

  it.each([
    ['a pull request started it', { event: 'pull_request' }],
    ['another workflow made it', { path: '.github/workflows/innocent.yml' }],
    ['it ran for another branch', { head_branch: 'feature' }],
    ['it is of a fork', { head_repository: { full_name: 'eve/access' } }],
    ['it has not ended yet', { status: 'in_progress' }],
    ['a tag with the name of the branch started it', { head_sha: 'd'.repeat(40) }],
  ])('does not take the journal of a run to be trusted less: %s', async (_, fields) => {
    const { undo, github, sandbox } = await openApplied();
    github.runs = { 9: { ...github.runs[9], ...fields } };
    const before = sandbox.snapshot();
    expect(await undo()).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(sandbox.snapshot()).toEqual(before);
  });

  it.each([
    ['its workflow was another', '.github/workflows/kinde-merge.yml'],
    ['an action beside its workflow was another', '.github/actions'],
  ])(
    'does not take the journal of an earlier commit of the branch whose workflow nobody reviewed: %s',
    async (_, path) => {
      const { undo, commit, github, first, sandbox } = await openApplied();
      github.tip = await commit(`${listing(jane, lee)}# later\n`);
      github.history = [first];
      github.contents = { [`${path}@${first}`]: 'forged' };
      const before = sandbox.snapshot();
      const ended = await undo();
      expect(ended).toMatchObject({ status: 3, outputs: { status: '3' } });
      expect(ended.log).toContain('was another than the branch has now');
      expect(sandbox.snapshot()).toEqual(before);
      github.contents = { [`${path}@${first}`]: 'new', [`${path}@${github.tip}`]: 'new' };
      expect((await undo()).status).toBe(0);
    },
  );

  it('asks for the newest commit of the branch once', async () => {
    const { undo, github } = await openApplied();
    await undo();
    expect(github.calls.filter((call) => call.includes('/git/ref/heads/main'))).toHaveLength(1);
  });

  it('takes the workflow that apply-workflow names, and then no other', async () => {
    const { undo, github } = await openApplied();
    const inputs = { 'journal-run': '9', 'apply-workflow': '.github/workflows/deploy.yml' };
    expect((await undo(inputs)).status).toBe(3);
    github.runs = { 9: { ...github.runs[9], path: '.github/workflows/deploy.yml@refs/heads/main' } };
    expect((await undo(inputs)).status).toBe(0);
  });

  it('does nothing where the checkout is not the newest commit of the branch', async () => {
    const { run, first, github, sandbox } = await openApplied();
    github.tip = 'f'.repeat(40);
    const before = sandbox.snapshot();
    const ended = await run('undo', { sha: first, inputs: { 'journal-run': '9' } });
    expect(ended).toMatchObject({ status: 3, outputs: { status: '3' } });
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('asks which attempt is meant where the run has several journals', async () => {
    const { undo, github } = await openApplied();
    const names = ['kinde-journal-9-1', 'kinde-journal-9-2', 'staging-journal-9-1', 'kinde-journal-9-x'];
    github.runArtifacts = { 9: names.map((name) => ({ name, expired: false })) };
    const ended = await undo();
    expect(ended.status).toBe(1);
    expect(ended.log).toContain('9-1, 9-2');
    expect((await undo({ 'journal-run': '9-1' })).status).toBe(0);
  });

  it.each([
    ['none', [], { 'journal-run': '9' }],
    ['an expired one', [{ name: 'kinde-journal-9-1', expired: true }], { 'journal-run': '9' }],
    ['no journal is named', [], {}],
    ['both are named', [], { 'journal-run': '9', journal: 'x.jsonl' }],
    ['the path has none', [], { journal: 'x.jsonl' }],
    ['the run is no number', [], { 'journal-run': '9; touch owned' }],
  ])('fails before anything runs: %s', async (_, artifacts, inputs) => {
    const { undo, github, sandbox } = await openApplied();
    github.runArtifacts = { 9: artifacts };
    const before = sandbox.requests().length;
    expect((await undo(inputs)).status).toBe(1);
    expect(sandbox.requests()).toHaveLength(before);
  });

  it('does not run on events whose code is not of the protected branch', async () => {
    const { undo, github, workspace, store } = await openApplied();
    const { runAction } = await import('./run-action.js');
    const inputs = { mode: 'undo', 'journal-run': '9', command: 'node none.mjs' };
    expect((await runAction({ github, workspace, store, eventName: 'pull_request', inputs })).status).toBe(1);
    expect((await undo()).status).toBe(0);
  });
});
