// The example for GitLab: the form of its pipeline, and its script against a stand-in for GitLab.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { binary, listenSandbox, runProcess } from '../../run-process.js';
import { emptying, seed } from '../../unit/cli/tenant.js';
import { makeCommand } from './fake-command.js';
import { startsJob } from './gitlab-rules.js';
import { makeNpm, makeSource } from './make-source.js';
import { makePlace } from './run-action.js';
import { jobOf, jobs, pipeline, play, playJob } from './run-gitlab.js';
import type { Answers, Job } from './run-gitlab.js';

const merged = {
  ...{ iid: 7, target_branch: 'main', merge_commit_sha: 'm1', sha: 'h1' },
  ...{ source_project_id: 5, target_project_id: 5, labels: [] as readonly string[] },
};
const commits = 'GET /projects/5/repository/commits/m1/merge_requests';
const kept = {
  [commits]: [merged],
  'GET /projects/5/merge_requests/7/pipelines': [
    { id: 20, sha: 'h0', source: 'merge_request_event' },
    { id: 21, sha: 'h1', source: 'web' },
    { id: 22, sha: 'h1', source: 'merge_request_event' },
  ],
  'GET /projects/5/pipelines/22/jobs': [
    { id: 30, name: 'kinde:plan', artifacts_file: {} },
    { id: 31, name: 'kinde:plan: [staging]', artifacts_file: {} },
  ],
  'GET /projects/5/jobs/30/artifacts/plan.json': { kept: true },
  'GET /projects/5/jobs/31/artifacts/plan.json': { of: 'staging' },
  'GET /projects/5/merge_requests/7/diffs': [{ old_path: 'kinde.yaml', new_path: 'kinde.yaml' }],
};

const notes = '/projects/5/merge_requests/7/notes';
const labelled = (...labels: readonly string[]): Answers => ({
  'GET /projects/5/merge_requests/7': { labels },
});
const me = { 'GET /user': { id: 3 }, ...labelled() };

describe('the pipeline', () => {
  it('sets nothing for the jobs of a pipeline that includes it', () => {
    const isOwn = (key: string): boolean =>
      key === 'stages' || key.startsWith('.') || key.startsWith('kinde:');
    expect(Object.keys(pipeline).filter((key) => !isOwn(key))).toEqual([]);
    for (const { job } of jobs) expect(job).toMatchObject({ extends: '.kinde' });
  });

  it('has jobs whose stages exist', () => {
    expect([...new Set(jobs.map(({ job }) => job.stage))]).toEqual(pipeline.stages);
  });

  const branch = { CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' };
  const other = { CI_COMMIT_BRANCH: 'feature', CI_DEFAULT_BRANCH: 'main' };
  const ofRequest = { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '5', CI_PROJECT_ID: '5' };

  it.each([
    [['validate', 'plan'], { CI_PIPELINE_SOURCE: 'merge_request_event', ...ofRequest }],
    [['validate'], { CI_PIPELINE_SOURCE: 'merge_request_event', ...ofRequest, CI_PROJECT_ID: '6' }],
    [['apply'], { CI_PIPELINE_SOURCE: 'push', ...branch }],
    [['apply'], { CI_PIPELINE_SOURCE: 'web', ...branch }],
    [['apply'], { CI_PIPELINE_SOURCE: 'web', ...branch, KINDE_RUN: '' }],
    [['undo'], { CI_PIPELINE_SOURCE: 'web', ...branch, KINDE_RUN: 'undo' }],
    [['report'], { CI_PIPELINE_SOURCE: 'web', ...branch, KINDE_RUN: 'report' }],
    [['report'], { CI_PIPELINE_SOURCE: 'schedule', ...branch, KINDE_RUN: 'report' }],
    [['drift'], { CI_PIPELINE_SOURCE: 'schedule', ...branch }],
    [[], { CI_PIPELINE_SOURCE: 'web', ...branch, KINDE_RUN: 'Undo' }],
    [[], { CI_PIPELINE_SOURCE: 'web', ...other, KINDE_RUN: 'undo' }],
    [[], { CI_PIPELINE_SOURCE: 'push', ...other }],
    [[], { CI_PIPELINE_SOURCE: 'schedule', ...other, KINDE_RUN: 'report' }],
  ])('runs only %j with %o', (names, variables) => {
    const started = jobs.filter(({ job }) => startsJob(job.rules, variables, true));
    expect(started.map(({ name }) => name.replace('kinde:', ''))).toEqual(names);
  });

  it.each([
    [['validate', 'untouched'], { CI_PIPELINE_SOURCE: 'merge_request_event', ...ofRequest }],
    [['validate'], { CI_PIPELINE_SOURCE: 'merge_request_event', ...ofRequest, CI_PROJECT_ID: '6' }],
    [[], { CI_PIPELINE_SOURCE: 'push', ...branch }],
  ])('runs only %j with %o where no file of the configuration changes', (names, variables) => {
    const started = jobs.filter(({ job }) => startsJob(job.rules, variables, false));
    expect(started.map(({ name }) => name.replace('kinde:', ''))).toEqual(names);
  });

  it('neither plans nor builds where no file changes, and waits for the note of an earlier plan', () => {
    const [plan, untouched] = [jobOf('kinde:plan'), jobOf('kinde:untouched')];
    expect(untouched?.rules[0]).toEqual({ ...plan?.rules[0], when: 'never' });
    expect(untouched?.before_script).toEqual([]);
    expect(untouched?.resource_group).toBe(plan?.resource_group);
  });

  it('lets no two applies overlap', () => {
    for (const name of ['kinde:apply', 'kinde:undo'])
      expect(jobOf(name)).toMatchObject({
        resource_group: 'kinde-apply',
        environment: { name: 'kinde-apply' },
      });
  });

  it('gives credentials only to jobs that no fork starts', () => {
    const withCredentials = jobs.filter(({ job }) => job.environment !== undefined).map(({ name }) => name);
    expect(withCredentials).toEqual([
      'kinde:plan',
      'kinde:untouched',
      'kinde:apply',
      'kinde:undo',
      'kinde:drift',
      'kinde:report',
    ]);
    for (const name of ['kinde:plan', 'kinde:untouched'])
      expect([...new Set(jobOf(name)?.rules.map((rule) => rule.if))]).toEqual([
        '$CI_PIPELINE_SOURCE == "merge_request_event" && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID',
      ]);
    for (const name of withCredentials.slice(2))
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

  it('plans a merge request that changes the pipeline, which may give variables to the configuration', () => {
    const [files, pipelines] = jobOf('kinde:plan')?.rules ?? [];
    expect(pipelines).toEqual({ if: files?.if, changes: ['.gitlab-ci.yml'] });
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
      execFileSync('bash', ['--norc', '-eo', 'pipefail', '-c', around ?? ''], { cwd: folder, env });
      return existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '';
    };
    expect(run('plan')).toBe('');
    expect(run('apply')).toBe('fetch --quiet origin main\ncheckout --quiet --detach FETCH_HEAD\n');
  });

  it('gives no secret to a host that an env file names', () => {
    const [guard = 'exit 9'] = pipeline['.kinde'].before_script.filter((line) =>
      line.includes('KINDE_DOMAIN'),
    );
    const run = (env: NodeJS.ProcessEnv): number | null =>
      spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', guard], {
        env: { PATH: process.env['PATH'], ...env },
      }).status;
    expect(run({})).toBe(0);
    for (const name of ['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN']) {
      expect(run({ [name]: 'secret' })).toBe(1);
      expect(run({ [name]: 'secret', KINDE_DOMAIN: 'acme.kinde.com' })).toBe(0);
    }
  });

  it('runs nothing that an env file of the checkout gives Node as an option', async () => {
    const cwd = await makePlace();
    await writeFile(join(cwd, 'evil.cjs'), 'console.error("the checkout runs");\n');
    await writeFile(join(cwd, 'evil.env'), 'NODE_OPTIONS=--require=./evil.cjs\n');
    await writeFile(join(cwd, 'kinde.yaml'), 'version: 1\n');
    const command = pipeline['.kinde'].variables['KINDE_SYNC']?.replace(/\/tmp\S+/, binary) ?? '';
    const args = ['-c', `${command} validate --env-file evil.env`];
    const { status, stderr } = spawnSync('bash', args, {
      cwd,
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect({ status, isHijacked: stderr.includes('the checkout runs') }).toEqual({
      status: 0,
      isHijacked: false,
    });
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

    const [source, workspace] = [await makeSource(`v${version}`), await makePlace()];
    const { bin } = await makeNpm();
    const id = `test-${process.pid}`;
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, CI_JOB_ID: id, CI_PROJECT_DIR: workspace };
    onTestFinished(() => rm(`/tmp/kinde-sync-${id}`, { recursive: true, force: true }));
    const address = /https:\S+\.git/.exec(text)?.[0] ?? '';
    const script = [
      text.replace(address, source),
      `${pipeline['.kinde'].variables['KINDE_SYNC'] ?? ''} --version`,
    ];
    const printed = execFileSync('bash', ['--norc', '-eo', 'pipefail', '-c', script.join('\n')], {
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

  it('says that there is no plan any more, once the merge request touches no file, and is not written for that', async () => {
    const known = { id: 1, author: { id: 3 }, body: '<!-- kinde-sync plan -->\nOne person leaves.' };
    const answers = { ...me, [`GET ${notes}`]: [known], [`PUT ${notes}/1`]: {} };
    const { status, calls } = await playJob('kinde:untouched', { answers });
    expect({ status, count: calls.length }).toEqual({ status: 0, count: 1 });
    expect(calls[0]).toContain(`PUT ${notes}/1`);
    expect(calls[0]).toContain(
      '<!-- kinde-sync plan -->\\nThis merge request does not change the configuration',
    );
    expect(calls[0]).not.toContain('One person leaves.');
    const none = await playJob('kinde:untouched', { answers: { ...me, [`GET ${notes}`]: [] } });
    expect({ status: none.status, calls: none.calls }).toEqual({ status: 0, calls: [] });
  });

  it('speaks of merge requests, names the label of a refused plan, and has no word of GitHub', async () => {
    const { env } = await listenSandbox({ seed });
    const cwd = await makePlace();
    await writeFile(join(cwd, 'kinde.yaml'), emptying);
    await writeFile(join(cwd, 'base.yaml'), 'version: 1\n');
    const options =
      /plan --format markdown.*?(?=--base)/s.exec(jobOf('kinde:plan')?.script.join(' ') ?? '')?.[0] ?? '';
    const url = 'https://gitlab.example/a/b/-/blob/m1';
    const args = options
      .replace(/"\$CI_PROJECT_URL\S+/, url)
      .trim()
      .split(/\s+/);
    const planned = await runProcess([...args, '--base', 'base.yaml'], { cwd, env });
    expect(planned.status).toBe(3);

    const answers = { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: {} };
    const { calls } = await play(['note', 'plan.md'], { answers, text: planned.stdout });
    const note = calls[0] ?? '';
    expect(note).toContain('kinde-allow-removals: 2');
    expect(note).toContain('to this merge request.** Then run its pipeline again.');
    expect(note).toContain(`${url}/kinde.yaml#L`);
    expect(note).not.toMatch(/pull request|Triage|GitHub/i);
  });

  it('tells of labels that are meant to approve and do not, without quoting them', async () => {
    const [text, second] = ['kinde-allow-removals: <b>all', 'kinde-allow-invitations:2'];
    const answers = { ...me, ...labelled(text, second), [`GET ${notes}`]: [], [`POST ${notes}`]: {} };
    const { calls } = await play(['note', 'plan.md'], { answers });
    expect(calls[0]).toContain('> **The labels that begin with kinde-allow-removals approve nothing');
    expect(calls[0]).not.toContain('<b>');
    expect(calls[0]).not.toContain('begin with kinde-allow-invitations');
  });

  it('of each environment is another', async () => {
    const known = [{ id: 1, author: { id: 3 }, body: '<!-- kinde-sync plan production -->\nold' }];
    const answers = { ...me, [`GET ${notes}`]: known, [`POST ${notes}`]: {} };
    const { calls } = await play(['note', 'plan.md'], { answers, env: { KINDE_NAME: 'staging' } });
    expect(calls[0]).toContain('<!-- kinde-sync plan staging -->');
  });

  it('is written after GitLab throttled or stumbled, and never twice', async () => {
    const answers = { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: {} };
    const ended = await play(['note', 'plan.md'], { answers, faults: [429, 503] });
    expect({ status: ended.status, count: ended.calls.length }).toEqual({ status: 0, count: 1 });
    const lost = await play(['note', 'plan.md'], { answers, faults: [null, null, null, 502] });
    expect({ status: lost.status, calls: lost.calls }).toEqual({ status: 1, calls: [] });
    expect(lost.stderr).toContain('502 to POST');
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
  const [note, change] = ['POST /projects/5/issues/4/notes', 'PUT /projects/5/issues/4'];
  const open = { iid: 4, author: { id: 3 }, description: '<!-- kinde-sync drift -->\nold' };
  const other = { ...open, description: `${open.description}\n- **ann** joined by hand` };

  it.each([
    { status: '2', known: [], calls: ['POST /projects/5/issues'] },
    { status: '2', known: [open], calls: [change] },
    { status: '2', known: [other], calls: [note, change] },
    { status: '3', known: [open], calls: [change] },
    { status: '0', known: [open], calls: [note, change] },
    { status: '0', known: [], calls: [] },
    { status: '0', known: [], file: 'unmanaged.json', calls: ['POST /projects/5/issues'] },
    { status: '0', known: [open], file: 'unmanaged.json', calls: [change] },
    { status: '1', known: [open], calls: [] },
  ])('with status $status and $known.length open makes $calls', async ({ status, known, calls, file }) => {
    const answers = { ...me, [issues]: known, 'POST /projects/5/issues': {}, [note]: {}, [change]: {} };
    const ended = await play(['drift', status, 'plan.md', file ?? 'drift.json'], { answers });
    expect(ended.calls.map((call) => call.split(' ', 2).join(' '))).toEqual(calls);
    const isClosed = status === '0' && file === undefined && calls.length > 0;
    expect(ended.calls.at(-1)?.includes('"state_event":"close"') ?? false).toBe(isClosed);
  });

  it('keeps what it said of the drift: in a note where something else differs, and as it is when it is closed', async () => {
    const answers = { ...me, [issues]: [other], [note]: {}, [change]: {} };
    const [kept, changed] = (await play(['drift', '2', 'plan.md', 'drift.json'], { answers })).calls;
    expect(kept).toContain('- **ann** joined by hand');
    expect(changed).not.toContain('ann');
    const [, closed] = (await play(['drift', '0', 'plan.md', 'drift.json'], { answers })).calls;
    expect(closed).toBe(`${change} {"state_event":"close"}`);
  });

  it.each([
    ['## Kinde matches the configuration', 'Kinde matches the configuration again.'],
    [
      '## Nothing to change: 3 people stay who are not listed',
      'Nothing to change: 3 people stay who are not listed.',
    ],
    ['', 'The plan has no changes.'],
  ])('is closed with the verdict of the plan, and claims no more: %j', async (text, comment) => {
    const answers = { ...me, [issues]: [open], [note]: {}, [change]: {} };
    const [told] = (await play(['drift', '0', 'plan.md', 'drift.json'], { answers, text })).calls;
    expect(told).toContain(`{"body":"${comment}\\n`);
  });

  it('of each environment is another', async () => {
    const answers = { ...me, [issues]: [open], 'POST /projects/5/issues': {} };
    const env = { KINDE_NAME: 'staging' };
    const { calls } = await play(['drift', '2', 'plan.md', 'drift.json'], { answers, env });
    expect(calls[0]).toContain('Kinde differs from the configuration (staging)');
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

  it('is that of the environment of the job', async () => {
    const { cwd } = await play(['fetch-plan', 'saved.json'], {
      answers: kept,
      env: { KINDE_NAME: 'staging' },
    });
    expect(await readFile(join(cwd, 'saved.json'), 'utf8')).toBe('{"of":"staging"}');
  });

  it.each(['.gitlab-ci.yml', '.gitlab/kinde-sync.yml', 'kinde-ci.mjs'])(
    'is not taken where the merge request changes %s, which decides what a plan is',
    async (path) => {
      for (const diff of [
        { old_path: path, new_path: 'moved' },
        { old_path: 'x', new_path: path },
      ])
        expect(await fetchFrom({ 'GET /projects/5/merge_requests/7/diffs': [diff] })).toBeNull();
    },
  );

  it('is not taken from a fork, another branch, or another commit', async () => {
    for (const other of [{ source_project_id: 6 }, { target_branch: 'old' }, { merge_commit_sha: 'm0' }])
      expect(await fetchFrom({ [commits]: [{ ...merged, ...other }] })).toBeNull();
    expect(await fetchFrom({ [commits]: [] })).toBeNull();
  });
});

describe('approvals', () => {
  const ask = async (labels: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> =>
    (await play(['approvals'], { answers: labelled(...labels), env })).stdout;

  it.each([
    { labels: ['kinde-allow-removals: 14'], options: '--allow-removals 14' },
    { labels: ['kinde-allow-removals:14', 'bug'], options: '--allow-removals 14' },
    { labels: ['kinde-allow-removals: 1', 'kinde-allow-removals: 2'], options: '' },
    { labels: ['kinde-allow-removals: all'], options: '' },
    { labels: ['kinde-allow-removals:  3'], options: '' },
    { labels: ['kinde-allow-removals: 1; touch owned'], options: '' },
    {
      labels: ['kinde-allow-invitations: 3', 'kinde-allow-removals: 2'],
      options: '--allow-removals 2 --allow-invitations 3',
    },
  ])('by the labels $labels are "$options"', async ({ labels, options }) => {
    expect(await ask(labels)).toBe(options);
  });

  it.each([
    {
      labels: ['kinde-allow-removals-eu: 3', 'kinde-allow-removals-eu-west: 4'],
      options: '--allow-removals 3',
    },
    { labels: ['kinde-allow-removals: 3'], options: '', isTold: true },
    { labels: ['kinde-allow-removals-us: all'], options: '' },
    { labels: ['kinde-allow-removals-eu: all'], options: '', isTold: true },
  ])(
    'of the environment eu by the labels $labels are "$options"',
    async ({ labels, options, isTold = false }) => {
      const ended = await play(['approvals'], { answers: labelled(...labels), env: { KINDE_NAME: 'eu' } });
      expect({ stdout: ended.stdout, isTold: ended.stderr !== '' }).toEqual({ stdout: options, isTold });
    },
  );

  it('after the merge are those of the labels that the merge request has then', async () => {
    const answers = { ...kept, [commits]: [{ ...merged, labels: ['kinde-allow-removals: 4'] }] };
    const env = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'push' };
    expect((await play(['approvals'], { answers, env })).stdout).toBe('--allow-removals 4');
  });

  it('by hand are those of the variables, and nothing else is taken for a number', async () => {
    const env = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'web', KINDE_ALLOW_REMOVALS: 'all' };
    expect((await play(['approvals'], { answers: {}, env })).stdout).toBe('--allow-removals all');
    const bad = await play(['approvals'], { answers: {}, env: { ...env, KINDE_ALLOW_REMOVALS: '1 --yes' } });
    expect({ status: bad.status, stdout: bad.stdout }).toEqual({ status: 1, stdout: '' });
  });
});

describe('the jobs', () => {
  const afterMerge = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'push' };
  const noted = { ...me, [`GET ${notes}`]: [], [`POST ${notes}`]: {} };

  it.each([0, 1, 2, 3])(
    'plan notes what it found and ends with status %i as kinde-sync does',
    async (status) => {
      const { command, calls: commands } = await makeCommand({ plan: { status, stdout: 'One joins.' } });
      const urls = { CI_PROJECT_URL: 'https://gitlab.example/a/b', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'b0' };
      const answers = { ...noted, ...labelled('kinde-allow-removals: 14') };
      const ended = await playJob('kinde:plan', { answers, env: { ...urls, KINDE_SYNC: command } });
      expect({ status: ended.status, notes: ended.calls.length }).toEqual({ status, notes: 1 });
      const [args = []] = await commands();
      expect(args.slice(-4)).toEqual(['--base', 'git:b0', '--allow-removals', '14']);
      expect(args.join(' ')).toContain('--source-url https://gitlab.example/a/b/-/blob/m1 ');
    },
  );

  it('apply takes the saved plan after a merge', async () => {
    const { command, calls: commands } = await makeCommand();
    const env = { ...afterMerge, KINDE_SYNC: command };
    const { status, stdout } = await playJob('kinde:apply', { answers: kept, env });
    expect(status).toBe(0);
    const [apply, ...others] = await commands();
    expect(apply).toEqual(['apply', 'saved.json', '--yes', '--journal', 'journal.jsonl']);
    expect(others).toEqual([['plan', '--detailed-exitcode']]);
    expect(stdout).not.toContain('asks for more');
  });

  it('apply says so when the configuration asks for more than the saved plan, and gives labels again', async () => {
    const { command, calls: commands } = await makeCommand({ plan: { status: 2 } });
    const answers = { ...kept, [commits]: [{ ...merged, labels: ['kinde-allow-removals: 4'] }] };
    const ended = await playJob('kinde:apply', { answers, env: { ...afterMerge, KINDE_SYNC: command } });
    expect(ended).toMatchObject({ status: 0, stdout: expect.stringContaining('asks for more') as unknown });
    expect((await commands())[0]).toEqual(expect.arrayContaining(['saved.json', '--allow-removals', '4']));
  });

  it('apply ends with the status of kinde-sync after a saved plan, too', async () => {
    const { command, calls: commands } = await makeCommand({ apply: { status: 3 } });
    const ended = await playJob('kinde:apply', {
      answers: kept,
      env: { ...afterMerge, KINDE_SYNC: command },
    });
    expect({ status: ended.status, count: (await commands()).length }).toEqual({ status: 3, count: 1 });
  });

  it.each([0, 1])(
    'validate reports mistakes at their lines, without a token, and ends with %i',
    async (status) => {
      const place = { file: 'kinde.yaml', line: 4, column: 5 };
      const mistake = {
        code: 'unknown-key',
        severity: 'error',
        message: 'No "<b>".',
        hint: 'Remove it.',
        place,
      };
      const stdout = status === 0 ? '{"diagnostics":[]}' : JSON.stringify({ diagnostics: [mistake] });
      const { command } = await makeCommand({ validate: { status, stdout } });
      const env = { KINDE_SYNC: command, KINDE_CI_TOKEN: '' };
      const ended = await playJob('kinde:validate', { answers: {}, env });
      expect(ended.status).toBe(status);
      const report = JSON.parse(await readFile(join(ended.cwd, 'quality.json'), 'utf8')) as readonly object[];
      expect(report).toHaveLength(status);
      if (status === 1)
        expect(report[0]).toMatchObject({
          ...{ check_name: 'unknown-key', severity: 'major', description: 'No "<b>". Remove it.' },
          location: { path: 'kinde.yaml', lines: { begin: 4 } },
        });
    },
  );

  it('apply plans anew by hand, with the approved number', async () => {
    const { command, calls: commands } = await makeCommand({ apply: { status: 3 } });
    const web = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'web' };
    const env = { ...web, KINDE_SYNC: command, KINDE_ALLOW_REMOVALS: '14' };
    expect((await playJob('kinde:apply', { answers: {}, env })).status).toBe(3);
    expect(await commands()).toEqual([
      ['apply', '--allow-removals', '14', '--yes', '--journal', 'journal.jsonl'],
    ]);
  });

  it('apply takes no file of the checkout for a saved plan or for its journal', async () => {
    const files = { 'saved.json': '{}', 'journal.jsonl': '{"forged":true}' };
    const { command, calls: commands } = await makeCommand();
    const env = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'web', KINDE_SYNC: command };
    const { cwd } = await playJob('kinde:apply', { answers: {}, env, files });
    expect(await commands()).toEqual([['apply', '--yes', '--journal', 'journal.jsonl']]);
    expect(await readFile(join(cwd, 'journal.jsonl'), 'utf8')).not.toContain('forged');
  });

  it.each([
    ['html', {}, []],
    [
      'csv',
      { KINDE_REPORT_FORMATS: 'csv diff', KINDE_REVIEW: 'a review.csv' },
      ['--decisions', 'a review.csv'],
    ],
  ])('report writes what is asked for and keeps it: %s', async (first, asked, options) => {
    const { command, calls: commands } = await makeCommand();
    const env = { CI_PIPELINE_SOURCE: 'schedule', KINDE_SYNC: command, KINDE_CI_TOKEN: '', ...asked };
    const ended = await playJob('kinde:report', { answers: {}, env });
    expect(ended).toMatchObject({ status: 0, calls: [] });
    const formats = 'KINDE_REVIEW' in asked ? ['csv', 'diff'] : ['html'];
    expect(formats[0]).toBe(first);
    expect(await commands()).toEqual(
      formats.map((format) => [
        ...['report', ...options, '--format', format, '--out', `kinde-report/access.${format}`],
      ]),
    );
    const kept = jobOf('kinde:report')?.artifacts;
    expect(kept).toMatchObject({ access: 'developer', paths: ['kinde-report/'] });
    expect(existsSync(join(ended.cwd, 'kinde-report', `access.${first}`))).toBe(true);
  });

  it('report ends as kinde-sync does, and reads no other format then', async () => {
    const { command, calls: commands } = await makeCommand({ report: { status: 3 } });
    const env = { KINDE_SYNC: command, KINDE_REPORT_FORMATS: 'html csv' };
    expect((await playJob('kinde:report', { answers: {}, env })).status).toBe(3);
    expect(await commands()).toHaveLength(1);
  });

  it('drift opens the issue and ends with the status', async () => {
    const { command } = await makeCommand({ plan: { status: 2, stdout: 'One left.' } });
    const answers = { ...me, 'GET /projects/5/issues': [], 'POST /projects/5/issues': {} };
    const { status, calls } = await playJob('kinde:drift', { answers, env: { KINDE_SYNC: command } });
    expect({ status, count: calls.length }).toEqual({ status: 2, count: 1 });
  });
});

describe('the pipeline for staging and production', () => {
  const written = readFileSync('examples/two-environments/.gitlab-ci.yml', 'utf8');
  const from = (name: string): Job | undefined => (parse(written) as Readonly<Record<string, Job>>)[name];
  const web = { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'web', KINDE_NAME: 'staging' };

  it('gives each job the credentials, the turn and the variables of its environment', async () => {
    expect(from('kinde:apply')).toMatchObject({
      environment: { name: 'kinde-apply-$KINDE_NAME' },
      resource_group: 'kinde-apply-$KINDE_NAME',
      parallel: { matrix: [{ KINDE_NAME: ['staging', 'production'] }] },
    });
    const { command, calls } = await makeCommand();
    const env = { ...web, KINDE_SYNC: command };
    expect((await playJob('kinde:apply', { answers: {}, env, from })).status).toBe(0);
    expect(await calls()).toEqual([
      ['apply', '--env-file', 'staging.env', '--yes', '--journal', 'journal.jsonl'],
    ]);
  });

  it.each([
    { only: 'staging', count: 1 },
    { only: 'production', count: 0 },
  ])('applies by hand, with KINDE_ONLY $only, to $count environment of staging', async ({ only, count }) => {
    const { command, calls } = await makeCommand();
    const env = { ...web, KINDE_SYNC: command, KINDE_ONLY: only };
    expect((await playJob('kinde:apply', { answers: {}, env, from })).status).toBe(0);
    expect(await calls()).toHaveLength(count);
  });
});
