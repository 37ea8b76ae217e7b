// The example for GitLab: the form of its pipeline, and its script against a stand-in for GitLab on loopback.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { makeCommand } from './fake-command.js';
import { makeNpm, makeSource } from './make-source.js';
import { makePlace } from './run-action.js';

interface Job {
  readonly stage: string;
  readonly script: readonly string[];
  readonly rules: readonly { readonly if: string }[];
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
}

const script = resolve('examples/gitlab/kinde-ci.mjs');
const pipeline = parse(readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8')) as {
  readonly stages: readonly string[];
  readonly '.kinde': {
    readonly variables: Readonly<Record<string, string>>;
    readonly before_script: readonly string[];
  };
} & Readonly<Record<`kinde:${string}`, Job>>;
const jobs = Object.entries(pipeline).flatMap(([name, job]) =>
  name.startsWith('kinde:') ? [{ name, job: job as Job }] : [],
);
const jobOf = (name: string): Job | undefined => jobs.find((one) => one.name === name)?.job;

type Answers = Readonly<Record<string, unknown>>;

interface Surroundings {
  readonly answers: Answers;
  readonly env?: NodeJS.ProcessEnv;
}

const play = (args: readonly string[], surroundings: Surroundings) =>
  execute([process.execPath, script, ...args], surroundings);

/** Runs the script of a job as GitLab's runner does, with a copy of kinde-ci.mjs beside it. */
async function playJob(name: string, { env, ...surroundings }: Surroundings) {
  const lines = [`cp ${script} .`, ...(jobOf(name)?.script ?? [])];
  const path = { PATH: process.env['PATH'], ...env };
  return execute(['bash', '-eo', 'pipefail', '-c', lines.join('\n')], { ...surroundings, env: path });
}

async function execute([program = '', ...args]: readonly string[], { answers, env = {} }: Surroundings) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const path = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
      if (request.method !== 'GET') calls.push(`${path} ${body}`);
      const known = Object.hasOwn(answers, path) && request.headers['private-token'] === 'glpat-secret';
      response.writeHead(known ? 200 : 403).end(JSON.stringify(answers[path] ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const cwd = await makePlace();
  await writeFile(join(cwd, 'plan.md'), 'One person joins.');
  const surroundings = {
    ...{ CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, CI_PROJECT_ID: '5' },
    ...{ CI_MERGE_REQUEST_IID: '7', CI_COMMIT_SHA: 'm1', CI_COMMIT_BRANCH: 'main' },
    ...{ KINDE_CI_TOKEN: 'glpat-secret', ...env },
  };
  const { status, stderr } = await new Promise<{ status: number; stderr: string }>((done) => {
    execFile(program, args, { cwd, env: surroundings }, (error, _, text) =>
      done({ status: error === null ? 0 : Number(error.code), stderr: text }),
    );
  });
  return { status, stderr, calls, cwd };
}

const merged = {
  ...{ iid: 7, target_branch: 'main', merge_commit_sha: 'm1', sha: 'h1' },
  ...{ source_project_id: 5, target_project_id: 5 },
};
const commits = 'GET /projects/5/repository/commits/m1/merge_requests';
const kept = {
  [commits]: [merged],
  'GET /projects/5/merge_requests/7/pipelines': [
    { id: 20, sha: 'h0', source: 'merge_request_event' },
    { id: 21, sha: 'h1', source: 'web' },
    { id: 22, sha: 'h1', source: 'merge_request_event' },
  ],
  'GET /projects/5/pipelines/22/jobs': [{ id: 30, name: 'kinde:plan', artifacts_file: {} }],
  'GET /projects/5/jobs/30/artifacts/plan.json': { kept: true },
};

const notes = '/projects/5/merge_requests/7/notes';
const me = { 'GET /user': { id: 3 } };

describe('the pipeline', () => {
  it('sets nothing for the jobs of a pipeline that includes it', () => {
    const isOwn = (key: string): boolean =>
      key === 'stages' || key.startsWith('.') || key.startsWith('kinde:');
    expect(Object.keys(pipeline).filter((key) => !isOwn(key))).toEqual([]);
    for (const { job } of jobs) expect(job).toMatchObject({ extends: '.kinde' });
  });

  it('has jobs whose stages exist', () => {
    expect(jobs.map(({ job }) => job.stage)).toEqual(pipeline.stages);
  });

  it('lets no two applies overlap', () => {
    expect(jobOf('kinde:apply')?.resource_group).toBe('kinde-apply');
  });

  it('gives credentials only to jobs that no fork starts', () => {
    const withCredentials = jobs.filter(({ job }) => job.environment !== undefined).map(({ name }) => name);
    expect(withCredentials).toEqual(['kinde:plan', 'kinde:apply', 'kinde:drift']);
    expect(jobOf('kinde:plan')?.rules.map((rule) => rule.if)).toEqual([
      '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID',
    ]);
    for (const name of ['kinde:apply', 'kinde:drift'])
      for (const rule of jobOf(name)?.rules ?? [])
        expect(rule.if).toContain('$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH');
  });

  it('has a job for every merge request, since one without a pipeline is never merged where pipelines must succeed', () => {
    expect(jobOf('kinde:validate')?.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
  });

  it('looks at attestations as at the configuration', () => {
    const changes = ['kinde.yaml', 'kinde.yml', 'kinde.attested.yaml', 'kinde/**/*'];
    for (const name of ['kinde:plan', 'kinde:apply'])
      expect(jobOf(name)?.rules[0]).toMatchObject({ changes });
  });

  it('ends plan and drift as failures unless there are no changes, or only changes', () => {
    for (const name of ['kinde:plan', 'kinde:drift']) {
      expect(jobOf(name)?.allow_failure).toEqual({ exit_codes: [2] });
      expect(jobOf(name)?.script.at(-1)).toBe('exit "$status"');
    }
  });

  it('brings the newest commit of the branch to apply, and to no other job', async () => {
    const [around, ...rest] = pipeline['.kinde'].before_script.filter((line) => line.includes('git fetch'));
    expect(rest).toEqual([]);
    const folder = await makePlace();
    await writeFile(join(folder, 'git'), '#!/bin/sh\necho "$@" >> calls\n', { mode: 0o755 });
    const run = (stage: string): string => {
      const env = {
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        CI_JOB_STAGE: stage,
        CI_COMMIT_BRANCH: 'main',
      };
      execFileSync('bash', ['-eo', 'pipefail', '-c', around ?? ''], { cwd: folder, env });
      return existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '';
    };
    expect(run('plan')).toBe('');
    expect(run('apply')).toBe('fetch --quiet origin main\ncheckout --quiet --detach FETCH_HEAD\n');
  });

  it('builds the version that it is of, outside the checkout, from a git address and with no script of a package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    const lines = pipeline['.kinde'].before_script.filter((line) => !line.includes('git fetch'));
    const text = lines.join('\n');
    expect(text).toMatch(
      new RegExp(`git checkout --quiet --detach v${version.replaceAll('.', '\\.')}$`, 'm'),
    );
    expect(text).toContain('npm ci --include=dev --ignore-scripts ');
    expect(JSON.stringify(pipeline)).not.toContain('npx');

    const [source, workspace] = [
      await makeSource({ isCommitted: true, tag: `v${version}` }),
      await makePlace(),
    ];
    const { bin } = await makeNpm();
    const id = `test-${process.pid}`;
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, CI_JOB_ID: id, CI_PROJECT_DIR: workspace };
    onTestFinished(() => rm(`/tmp/kinde-sync-${id}`, { recursive: true, force: true }));
    const address = /https:\S+\.git/.exec(text)?.[0] ?? '';
    const script = [
      text.replace(address, source),
      `${pipeline['.kinde'].variables['KINDE_SYNC'] ?? ''} --version`,
    ];
    const printed = execFileSync('bash', ['-eo', 'pipefail', '-c', script.join('\n')], {
      cwd: workspace,
      env,
    });
    expect(printed.toString().trimEnd().split('\n').at(-1)).toBe(version);
  });

  it('puts no text of others into a script', () => {
    const scripts = jobs.flatMap(({ job }) => job.script).join('\n');
    expect(scripts).not.toMatch(/TITLE|DESCRIPTION|MESSAGE|BRANCH_NAME|REF_NAME/);
  });
});

describe('the note on a merge request', () => {
  it('is written once', async () => {
    const answers = { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: {} };
    const { status, calls } = await play(['note', 'plan.md'], { answers });
    expect({ status, count: calls.length }).toEqual({ status: 0, count: 1 });
    expect(calls[0]).toContain('<!-- kinde-sync plan -->\\nOne person joins.');
  });

  it('is updated, and what others wrote is not', async () => {
    const body = '<!-- kinde-sync plan -->\nold';
    const known = [9, 3].map((id, index) => ({ id: index, author: { id }, body }));
    const answers = { ...me, [`GET ${notes}`]: known, [`PUT ${notes}/1`]: {} };
    const { status, calls } = await play(['note', 'plan.md'], { answers });
    expect({ status, calls: calls.map((call) => call.split(' ', 2).join(' ')) }).toEqual({
      status: 0,
      calls: [`PUT ${notes}/1`],
    });
  });

  it('fails without the token in the message if GitLab refuses', async () => {
    const { status, stderr } = await play(['note', 'plan.md'], { answers: {} });
    expect(status).toBe(1);
    expect(stderr).toContain('403');
    expect(stderr).not.toContain('glpat');
  });
});

describe('the drift issue', () => {
  const issues = 'GET /projects/5/issues';
  const open = { iid: 4, author: { id: 3 }, description: '<!-- kinde-sync drift -->\nold' };

  it.each([
    { status: '2', known: [], calls: ['POST /projects/5/issues'] },
    { status: '2', known: [open], calls: ['PUT /projects/5/issues/4'] },
    { status: '0', known: [open], calls: ['PUT /projects/5/issues/4'] },
    { status: '0', known: [], calls: [] },
    { status: '1', known: [open], calls: [] },
  ])('with status $status and $known.length open makes $calls', async ({ status, known, calls }) => {
    const answers = { ...me, [issues]: known, 'POST /projects/5/issues': {}, 'PUT /projects/5/issues/4': {} };
    const ended = await play(['drift', status, 'plan.md'], { answers });
    expect(ended.calls.map((call) => call.split(' ', 2).join(' '))).toEqual(calls);
    if (status === '0' && calls.length > 0) expect(ended.calls[0]).toContain('"state_event":"close"');
  });
});

describe('the saved plan', () => {
  const fetchFrom = async (changed: Answers): Promise<string | null> => {
    const { cwd, status } = await play(['fetch-plan', 'saved.json'], { answers: { ...kept, ...changed } });
    expect(status).toBe(0);
    return readFile(join(cwd, 'saved.json'), 'utf8').catch(() => null);
  };

  it('is fetched from the pipeline of the merged head', async () => {
    expect(await fetchFrom({})).toBe('{"kept":true}');
  });

  it('is not taken from a fork, another branch, or another commit', async () => {
    for (const other of [{ source_project_id: 6 }, { target_branch: 'old' }, { merge_commit_sha: 'm0' }])
      expect(await fetchFrom({ [commits]: [{ ...merged, ...other }] })).toBeNull();
    expect(await fetchFrom({ [commits]: [] })).toBeNull();
  });
});

describe('the jobs', () => {
  const noted = { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: {} };

  it.each([0, 1, 2, 3])(
    'plan notes what it found and ends with status %i as kinde-sync does',
    async (status) => {
      const { command, calls: commands } = await makeCommand({ plan: { status, stdout: 'One joins.' } });
      const env = { KINDE_SYNC: command, CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b0' };
      const ended = await playJob('kinde:plan', { answers: noted, env });
      expect({ status: ended.status, notes: ended.calls.length }).toEqual({ status, notes: 1 });
      const [args = []] = await commands();
      expect(args.slice(-2)).toEqual(['--base', 'git:b0']);
    },
  );

  it('apply takes the saved plan after a merge', async () => {
    const { command, calls: commands } = await makeCommand();
    const { status } = await playJob('kinde:apply', { answers: kept, env: { KINDE_SYNC: command } });
    expect(status).toBe(0);
    expect(await commands()).toEqual([['apply', 'saved.json', '--yes', '--journal', 'journal.jsonl']]);
  });

  it('apply plans anew by hand, with the approved number', async () => {
    const { command, calls: commands } = await makeCommand({ apply: { status: 3 } });
    const env = { KINDE_SYNC: command, CI_PIPELINE_SOURCE: 'web', KINDE_ALLOW_REMOVALS: '14' };
    expect((await playJob('kinde:apply', { answers: {}, env })).status).toBe(3);
    expect(await commands()).toEqual([
      ['apply', '--allow-removals', '14', '--yes', '--journal', 'journal.jsonl'],
    ]);
  });

  it('drift opens the issue and ends with the status', async () => {
    const { command } = await makeCommand({ plan: { status: 2, stdout: 'One left.' } });
    const answers = { ...me, 'GET /projects/5/issues': [], 'POST /projects/5/issues': {} };
    const { status, calls } = await playJob('kinde:drift', { answers, env: { KINDE_SYNC: command } });
    expect({ status, count: calls.length }).toEqual({ status: 2, count: 1 });
  });
});
