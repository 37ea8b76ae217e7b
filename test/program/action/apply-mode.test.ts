import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCommand } from './fake-command.js';
import type { Answer } from './fake-command.js';
import { repository, startGitHub } from './fake-github.js';
import type { Artifact, FakeGitHub } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';
import type { ActionRun } from './run-action.js';

const merged = 'a'.repeat(40);
const head = 'b'.repeat(40);
const name = `kinde-plan-${head}`;

const request = {
  number: 7,
  merged_at: '2026-01-02T03:04:05Z',
  merge_commit_sha: merged,
  base: { ref: 'main' },
  head: { sha: head, ref: 'feature', repo: { owner: { login: 'acme' } } },
  labels: [{ name: 'kinde-allow-removals: 4' }],
};

const kept: Artifact = {
  name,
  expired: false,
  created_at: '2026-01-02T00:00:00Z',
  workflow_run: { id: 31, head_sha: head, repository_id: 1, head_repository_id: 1 },
};

async function openGitHub(fields: Partial<FakeGitHub> = {}): Promise<FakeGitHub> {
  const kept31 = { requestsOf: { [merged]: [request] }, artifacts: [kept], events: { 31: 'pull_request' } };
  return Object.assign(await startGitHub(), kept31, fields);
}

interface Options extends Partial<ActionRun> {
  readonly answers?: Readonly<Record<string, Answer>>;
}

async function play(options: Options = {}) {
  const github = options.github ?? (await openGitHub());
  const store = await makePlace();
  await mkdir(join(store, name));
  await writeFile(join(store, name, 'plan.json'), '{"kept":true}');
  const fake = await makeCommand(options.answers ?? { apply: { stdout: 'Applied.\n' } });
  const inputs = { mode: 'apply', command: fake.command, ...options.inputs };
  const run = { workspace: await makePlace(), eventName: 'push', store, sha: merged, ...options };
  const ended = await runAction({ ...run, github, inputs });
  const [apply = [], ...others] = await fake.calls();
  return { ...ended, github, apply, others, store };
}

const usesSavedPlan = (args: readonly string[]): boolean =>
  args[1]?.endsWith('kinde-sync-saved/plan.json') === true;

describe('apply', () => {
  it('applies the plan that was kept for the merged request, and keeps the journal', async () => {
    const { apply, uploaded, status, store } = await play();
    expect(usesSavedPlan(apply)).toBe(true);
    expect(apply).toEqual(expect.arrayContaining(['--yes', '--journal']));
    expect({ status, uploaded }).toEqual({ status: 0, uploaded: ['kinde-journal-9-1/journal.jsonl'] });
    expect(await readFile(join(store, 'kinde-journal-9-1', 'journal.jsonl'), 'utf8')).toBe('{}');
  });

  it('gives apply the configuration, the arguments and the approval again, also with a saved plan', async () => {
    const inputs = { config: 'kinde\nmore.yaml', arguments: '--concurrency=4' };
    const { apply } = await play({ inputs });
    expect(apply.slice(2, apply.indexOf('--yes'))).toEqual([
      ...['--config', 'kinde', '--config', 'more.yaml', '--allow-removals', '4', '--concurrency=4'],
    ]);
  });

  it.each([
    { labels: ['kinde-allow-removals:14'], approved: '14' },
    { labels: ['kinde-allow-removals: 14', 'kinde-allow-removals:14'], approved: '14' },
    { labels: ['kinde-allow-removals: 1', 'kinde-allow-removals:2'], approved: undefined },
    { labels: ['kinde-allow-removals: all'], approved: undefined },
    { labels: ['kinde-allow-removals:  3'], approved: undefined },
  ])('reads the approval $approved from the labels $labels at apply time', async ({ labels, approved }) => {
    const labelled = { ...request, labels: labels.map((label) => ({ name: label })) };
    const { apply } = await play({ github: await openGitHub({ requestsOf: { [merged]: [labelled] } }) });
    const at = apply.indexOf('--allow-removals');
    expect(at === -1 ? undefined : apply[at + 1]).toBe(approved);
  });

  it('says of which commit and day the saved plan is', async () => {
    const { log, summary } = await play();
    for (const text of [log, summary])
      expect(text).toContain(
        `commit ${head.slice(0, 12)} of request 7, made on 2026-01-02 00:00 UTC by run 31`,
      );
  });

  it('plans anew where there is no saved plan, with the number that the request was approved for', async () => {
    const { apply, others } = await play({
      github: await openGitHub({ artifacts: [] }),
      inputs: { config: 'kinde' },
    });
    expect(usesSavedPlan(apply)).toBe(false);
    expect(apply.slice(1, 5)).toEqual(['--config', 'kinde', '--allow-removals', '4']);
    expect(others).toEqual([]);
  });

  it('asks GitHub nothing with saved-plan: never', async () => {
    const { github, apply } = await play({ inputs: { 'saved-plan': 'never', 'allow-removals': '2' } });
    expect(github.calls).toEqual([]);
    expect(apply).toEqual(expect.arrayContaining(['--allow-removals', '2']));
  });

  it('runs nothing with saved-plan: required where there is none', async () => {
    const { apply, status } = await play({
      github: await openGitHub({ artifacts: [] }),
      inputs: { 'saved-plan': 'required' },
    });
    expect({ apply, status }).toEqual({ apply: [], status: 1 });
  });

  it.each([1, 3, 130])('ends with status %i as kinde-sync does, and keeps the journal', async (status) => {
    const ended = await play({ answers: { apply: { status } } });
    expect({ status: ended.status, output: ended.outputs['status'] }).toEqual({
      status,
      output: String(status),
    });
    expect(ended.uploaded).toHaveLength(1);
    expect(ended.others).toEqual([]);
  });

  it('says so when the configuration asks for more than the saved plan did', async () => {
    const quiet = await play();
    expect(quiet.log).not.toContain('::warning');
    const { log, status, others } = await play({ answers: { plan: { status: 2 } } });
    expect(others.map(([command]) => command)).toEqual(['plan']);
    expect(status).toBe(0);
    expect(log).toMatch(/^::warning title=kinde-sync::/m);
  });

  it('shows what it did in a block that no name can leave', async () => {
    const { summary } = await play({ answers: { apply: { stdout: '```\n<img src=x>\n````\n# Title' } } });
    expect(summary).toContain('`````text\n```\n<img src=x>\n````\n# Title\n`````');
  });
});

describe('a checkout that is not the newest commit of the branch', () => {
  it('is refused with 3 before anything runs: a re-run would take back what was merged since', async () => {
    const github = await openGitHub({ tip: 'e'.repeat(40) });
    const { apply, status, outputs, log } = await play({ github });
    expect({ apply, status, output: outputs['status'] }).toEqual({ apply: [], status: 3, output: '3' });
    expect(log).toContain('ref: ${{ github.ref_name }}');
  });

  it('is refused where there is no saved plan, too', async () => {
    const github = await openGitHub({ tip: 'e'.repeat(40), artifacts: [] });
    expect(await play({ github })).toMatchObject({ apply: [], status: 3 });
  });
});

describe('the summary', () => {
  it.each([
    { kind: 'many lines', stdout: 'somebody@acme.example joins Acme\n'.repeat(60_000) },
    { kind: 'many lines with characters of several bytes', stdout: 'ｊäñe ✓ joins\n'.repeat(90_000) },
    { kind: 'one endless line', stdout: 'x'.repeat(3_000_000) },
  ])('stays below what GitHub takes with $kind, and is whole Markdown', async ({ stdout }) => {
    const answers = { apply: { stdout: `First.\n${stdout}\nNot fully applied.\n` }, plan: { status: 2 } };
    const { summary } = await play({ answers });
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary.match(/^```/gm)).toHaveLength(2);
    for (const text of ['First.', 'Not fully applied.', 'the configuration asks for more'])
      expect(summary).toContain(text);
  });
});

describe('apply and drift run on no event', () => {
  it.each(['pull_request', 'issue_comment', 'pull_request_target', 'workflow_run', 'pull_request_review'])(
    'such as %s, whose code or words are not of the protected branch',
    async (eventName) => {
      for (const mode of ['apply', 'drift'])
        expect(await play({ eventName, inputs: { mode } })).toMatchObject({ apply: [], status: 1 });
    },
  );
});

describe('an artifact is not taken for the saved plan', () => {
  const run = kept.workflow_run;
  it.each<{ why: string; fields: Partial<FakeGitHub> }>([
    { why: 'has expired', fields: { artifacts: [{ ...kept, expired: true }] } },
    {
      why: 'was made at another commit',
      fields: { artifacts: [{ ...kept, workflow_run: { ...run, head_sha: 'd'.repeat(40) } }] },
    },
    {
      why: 'was made in a fork',
      fields: { artifacts: [{ ...kept, workflow_run: { ...run, head_repository_id: 2 } }] },
    },
    {
      why: 'was made by another workflow, such as one that the branch brought along',
      fields: { runs: { 31: { path: '.github/workflows/forged.yml@refs/heads/feature' } } },
    },
    {
      why: 'was made by a run of another branch at the same commit',
      fields: { runs: { 31: { head_branch: 'other' } } },
    },
    {
      why: 'is of a request that changes the workflow',
      fields: { files: [{ filename: '.github/workflows/kinde-pull-request.yml' }] },
    },
    {
      why: 'is of a request that moves a workflow away',
      fields: {
        files: [{ filename: 'docs/old.yml', previous_filename: '.github/workflows/kinde-pull-request.yml' }],
      },
    },
    {
      why: 'is of a request that changes an action of the repository',
      fields: { files: [{ filename: '.github/actions/x/action.yml' }] },
    },
    {
      why: 'is of a commit that stands in a request to another branch',
      fields: { siblings: [{ head: { sha: head }, base: { ref: 'mine' } }] },
    },
    {
      why: 'is of a request that was for another branch before',
      fields: { timeline: [{ event: 'base_ref_changed' }] },
    },
    { why: 'was made by a run of another event', fields: { events: { 31: 'workflow_dispatch' } } },
    {
      why: 'is of a request that is not merged',
      fields: { requestsOf: { [merged]: [{ ...request, merged_at: null }] } },
    },
    {
      why: 'is of a request that was merged as another commit',
      fields: { requestsOf: { [merged]: [{ ...request, merge_commit_sha: head }] } },
    },
    {
      why: 'is of a request to another branch',
      fields: { requestsOf: { [merged]: [{ ...request, base: { ref: 'old' } }] } },
    },
  ])('if it $why', async ({ fields }) => {
    const { apply } = await play({ github: await openGitHub(fields) });
    expect(apply[0]).toBe('apply');
    expect(usesSavedPlan(apply)).toBe(false);
  });
});

it('takes the older plan where a newer one of the same name is of another workflow', async () => {
  const forged = {
    ...kept,
    created_at: '2026-01-03T00:00:00Z',
    workflow_run: { ...kept.workflow_run, id: 32 },
  };
  const github = await openGitHub({
    artifacts: [forged, kept],
    events: { 31: 'pull_request', 32: 'pull_request' },
    runs: { 32: { path: '.github/workflows/forged.yml' } },
  });
  const { apply, log } = await play({ github });
  expect(usesSavedPlan(apply)).toBe(true);
  expect(log).toContain('by run 31');
  expect(log).toMatch(/^::warning title=kinde-sync::The plan that run 32 saved is not used/m);
});

it.each([
  {
    path: '.github/workflows/access.yml',
    inputs: { 'plan-workflow': '.github/workflows/access.yml' },
    isUsed: true,
  },
  {
    path: '.github/workflows/kinde-pull-request.yml',
    inputs: { 'plan-workflow': '.github/workflows/access.yml' },
    isUsed: false,
  },
  { path: '.github/workflows/kinde-merge.yml', inputs: {}, isUsed: true },
])('takes the plan of $path with $inputs: $isUsed', async ({ path, inputs, isUsed }) => {
  const env = { GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/kinde-merge.yml@refs/heads/main` };
  const github = await openGitHub({ runs: { 31: { path } } });
  const { apply } = await play({ github, env, inputs });
  expect(usesSavedPlan(apply)).toBe(isUsed);
});

it('takes the newest of several saved plans', async () => {
  const newer = {
    ...kept,
    created_at: '2026-01-03T00:00:00Z',
    workflow_run: { ...kept.workflow_run, id: 32 },
  };
  const github = await openGitHub({
    artifacts: [kept, newer],
    events: { 31: 'pull_request', 32: 'pull_request' },
  });
  await play({ github });
  expect(github.calls.filter((call) => call.includes('/runs/'))).toEqual([
    `GET /repos/${repository}/actions/runs/32`,
    `GET /repos/${repository}/actions/runs/9`,
  ]);
});

it('applies nothing if GitHub does not say whether there is a saved plan', async () => {
  const github = await openGitHub({ faults: [{ status: 404 }] });
  const { apply, status } = await play({ github });
  expect({ apply, status }).toEqual({ apply: [], status: 1 });
});
