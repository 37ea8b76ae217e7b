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
  merged_at: '2026-01-02T03:04:05Z',
  merge_commit_sha: merged,
  base: { ref: 'main' },
  head: { sha: head },
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

const usesKeptPlan = (args: readonly string[]): boolean =>
  args[1]?.endsWith('kinde-sync-kept/plan.json') === true;

describe('apply', () => {
  it('applies the plan that was kept for the merged request, and keeps the journal', async () => {
    const { apply, uploaded, status, store } = await play();
    expect(usesKeptPlan(apply)).toBe(true);
    expect(apply).toEqual(expect.arrayContaining(['--yes', '--journal']));
    expect(apply).not.toContain('--allow-removals');
    expect({ status, uploaded }).toEqual({ status: 0, uploaded: ['kinde-journal-9-1/journal.jsonl'] });
    expect(await readFile(join(store, 'kinde-journal-9-1', 'journal.jsonl'), 'utf8')).toBe('{}');
  });

  it('plans anew where there is no kept plan, with the number that the request was approved for', async () => {
    const { apply, others } = await play({
      github: await openGitHub({ artifacts: [] }),
      inputs: { config: 'kinde' },
    });
    expect(usesKeptPlan(apply)).toBe(false);
    expect(apply.slice(1, 5)).toEqual(['--config', 'kinde', '--allow-removals', '4']);
    expect(others).toEqual([]);
  });

  it('asks GitHub nothing with kept-plan: never', async () => {
    const { github, apply } = await play({ inputs: { 'kept-plan': 'never', 'allow-removals': '2' } });
    expect(github.calls).toEqual([]);
    expect(apply).toEqual(expect.arrayContaining(['--allow-removals', '2']));
  });

  it('runs nothing with kept-plan: required where there is none', async () => {
    const { apply, status } = await play({
      github: await openGitHub({ artifacts: [] }),
      inputs: { 'kept-plan': 'required' },
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

  it('says so when the configuration asks for more than the kept plan did', async () => {
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

describe('an artifact is not taken for the kept plan', () => {
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
    expect(usesKeptPlan(apply)).toBe(false);
  });
});

it('takes the newest of several kept plans', async () => {
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
  ]);
});

it('applies nothing if GitHub does not say whether there is a kept plan', async () => {
  const github = await openGitHub({ faults: [{ status: 404 }] });
  const { apply, status } = await play({ github });
  expect({ apply, status }).toEqual({ apply: [], status: 1 });
});
