// The files that users copy or name: action.yml and the workflows of examples/, held against GitHub's schemas and
// against what makes them safe.
import { validateAction, validateWorkflow } from '@action-validator/core';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Step } from './run-workflow.js';

interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly environment?: string;
  readonly strategy?: Strategy;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Strategy {
  readonly 'fail-fast': boolean;
  readonly 'max-parallel'?: number;
  readonly matrix: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description?: string; readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const folder = 'examples/github';
/** Workflows that init does not write. */
const moreFolder = join(folder, 'more');
/** What `init --environments staging,production` writes. */
const matrixFolder = 'examples/two-environments/.github/workflows';
const actionText = readFileSync('action.yml', 'utf8');
const action = parse(actionText) as Action;

const readWorkflow = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8')) as Workflow;
const more = ['more/report.yml', 'more/undo.yml'];

const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));

/** Returns which permissions each job has. */
function permissionsOf(name: string): unknown {
  const { jobs } = readWorkflow(name);
  return Object.fromEntries(Object.entries(jobs).map(([job, { permissions }]) => [job, permissions]));
}

describe('action.yml', () => {
  it('is what GitHub takes for an action', () => {
    expect(validateAction(actionText).errors).toEqual([]);
    expect(validateAction(actionText.replace('composite', 'composit')).errors).not.toEqual([]);
  });

  it('says of every input what it means', () => {
    expect(
      Object.entries(action.inputs).filter(([, { description = '' }]) => description.length < 20),
    ).toEqual([]);
  });

  it('says of every input its default, as it is', () => {
    for (const [name, { description = '', default: value }] of Object.entries(action.inputs)) {
      const [, said] = /Default: "?(.*?)"?(?:[;,]|\.?$|\. )/.exec(description) ?? [];
      if (value === undefined)
        expect({ name, begin: description.slice(0, 9) }).toEqual({ name, begin: 'Required.' });
      else if (value.includes('${{')) expect({ name, said }).toEqual({ name, said: "the job's own token" });
      else expect({ name, said }).toEqual({ name, said: value === '' ? 'empty' : value });
    }
  });

  it('puts no expression into a shell script', () => {
    expect(action.runs.steps.flatMap(({ run = '' }) => run.match(/\$\{\{/g) ?? [])).toEqual([]);
  });

  it('runs only scripts that it brings along', () => {
    const paths = action.runs.steps.flatMap(
      ({ run }) => /\$GITHUB_ACTION_PATH\/(\S+?)"/.exec(run ?? '')?.[1] ?? [],
    );
    expect(new Set(paths)).toEqual(new Set(['action/main.mjs']));
    expect(existsSync('action/main.mjs')).toBe(true);
  });

  it('runs by default the program of its own commit', () => {
    expect(action.inputs['version']).toMatchObject({ default: '' });
  });
});

const files = [
  ...names.map((name) => [name, join(folder, name)] as const),
  ...names.map((name) => [name, join(matrixFolder, `kinde-${name}`)] as const),
  ...readdirSync(moreFolder).map((name) => [name, join(moreFolder, name)] as const),
];

describe.each(files)('the workflow %s in %s', (name, path) => {
  const text = readFileSync(path, 'utf8');
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('is what GitHub takes for a workflow', () => {
    expect(validateWorkflow(text).errors).toEqual([]);
    expect(validateWorkflow(text.replace('runs-on', 'run-on')).errors).not.toEqual([]);
  });

  it('gives the action only inputs that it has', () => {
    const given = steps.flatMap(({ uses = '', with: inputs = {} }) =>
      uses.includes('/kinde-sync@') ? Object.keys(inputs) : [],
    );
    expect(given).toContain('mode');
    expect(given.filter((input) => action.inputs[input] === undefined)).toEqual([]);
  });

  it('has no permission but those of its jobs, and no script but the one that fails the required check', () => {
    expect(workflow.permissions).toEqual({});
    const scripts = steps.flatMap(({ run }) => run ?? []);
    expect(scripts).toEqual(name === 'pull-request.yml' ? ['exit 1'] : []);
  });

  it('names what others wrote by a full commit hash', () => {
    const foreign = [...steps, ...action.runs.steps].flatMap(({ uses = '' }) =>
      uses.startsWith('actions/') ? [uses] : [],
    );
    expect(foreign.length).toBeGreaterThan(0);
    expect(foreign.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  it('leaves no token of git in the checkout', () => {
    const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
    expect(checkouts.filter(({ with: inputs }) => inputs?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('keeps the secrets of Kinde in an environment', () => {
    for (const { environment, steps: own } of Object.values(workflow.jobs))
      if (JSON.stringify(own).includes('secrets.'))
        expect(environment).toMatch(/^kinde-(plan|apply)(-\$\{\{ matrix\.environment \}\})?$/);
  });
});

it('the jobs have the least permissions that they can do with', () => {
  expect([...names, ...more].map((name) => [name, permissionsOf(name)])).toEqual([
    ['drift.yml', { drift: { contents: 'read', issues: 'write' } }],
    ['merge.yml', { apply: { contents: 'read', actions: 'read', 'pull-requests': 'read' } }],
    [
      'pull-request.yml',
      { validate: { contents: 'read' }, plan: { contents: 'read', 'pull-requests': 'write' }, kinde: {} },
    ],
    ['more/report.yml', { report: { contents: 'read' } }],
    ['more/undo.yml', { undo: { contents: 'read', actions: 'read' } }],
  ]);
});

it('two applies never overlap, and none is stopped for the next', () => {
  for (const name of ['merge.yml', 'more/undo.yml'])
    expect(readWorkflow(name).concurrency).toEqual({ group: 'kinde-apply', 'cancel-in-progress': false });
});

it('only the main branch runs what has credentials and is no plan of a pull request', () => {
  for (const name of ['drift.yml', 'merge.yml', ...more])
    for (const job of Object.values(readWorkflow(name).jobs))
      expect(job.if).toBe("${{ github.ref == 'refs/heads/main' }}");
});

it('a fork gets only validate, and no secrets', () => {
  const { on, jobs } = readWorkflow('pull-request.yml');
  expect(Object.keys(on)).toEqual(['pull_request', 'merge_group']);
  expect(jobs['plan']?.if).toContain('head.repo.full_name == github.repository');
  expect(jobs['validate']?.steps.at(-1)?.with).toEqual({ mode: 'validate' });
  expect(JSON.stringify(jobs['validate'])).not.toContain('secrets.');
});

describe('the required check', () => {
  const { on, jobs, concurrency } = readWorkflow('pull-request.yml');

  it('comes for every pull request and in a merge queue, whatever files change', () => {
    expect(on).toEqual({
      pull_request: { types: ['opened', 'synchronize', 'reopened', 'labeled', 'unlabeled'] },
      merge_group: null,
    });
    expect(concurrency.group).toContain('github.event.pull_request.number || github.ref');
  });

  it('fails with any other job, and else is skipped, which counts as a success', () => {
    const { kinde, ...others } = jobs;
    expect(kinde).toMatchObject({ needs: Object.keys(others), if: '${{ failure() || cancelled() }}' });
  });
});

it('a merge that changes the configuration or an attestation is applied, and no other', () => {
  expect(readWorkflow('merge.yml').on['push']).toEqual({
    branches: ['main'],
    paths: ['kinde.yaml', 'kinde.yml', 'kinde.attested.yaml', 'kinde/**'],
  });
});

describe('the workflows for staging and production', () => {
  const jobsOf = (name: string): readonly (readonly [string, Job])[] =>
    Object.entries((parse(readFileSync(join(matrixFolder, `kinde-${name}`), 'utf8')) as Workflow).jobs);
  const withAction = names.flatMap((name) => jobsOf(name).filter(([job]) => job !== 'kinde'));

  it('run the action in each job for the environment of the matrix, with its own name, variables and secrets', () => {
    const environment = '${{ matrix.environment }}';
    for (const [, job] of withAction) {
      expect(job.steps.at(-1)?.with).toMatchObject({ name: environment, 'env-file': `${environment}.env` });
      if (job.environment !== undefined) expect(job.environment).toMatch(/-\$\{\{ matrix\.environment \}\}$/);
    }
    expect(withAction.map(([name]) => name)).toEqual(['drift', 'apply', 'validate', 'plan']);
  });

  it('apply to staging first, and to production only if that ends well; everything else side by side', () => {
    const strategies = withAction.map(([name, { strategy }]) => [
      name,
      strategy?.['fail-fast'],
      strategy?.['max-parallel'],
    ]);
    expect(strategies).toEqual([
      ['drift', false, undefined],
      ['apply', true, 1],
      ['validate', false, undefined],
      ['plan', false, undefined],
    ]);
  });

  it('start by hand for one environment, since each has another number of removals to approve', () => {
    const merge = parse(readFileSync(join(matrixFolder, 'kinde-merge.yml'), 'utf8')) as Workflow;
    expect(merge.on).toMatchObject({
      workflow_dispatch: { inputs: { environment: { required: true, options: ['staging', 'production'] } } },
    });
    expect(merge.on['push']).toMatchObject({
      paths: expect.arrayContaining(['staging.env', 'production.env']) as unknown,
    });
  });
});
