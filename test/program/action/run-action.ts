// Runs the steps of action.yml as a runner does: inputs and expressions filled in, the runner's environment, outputs read
// back. A step of the action's own scripts runs in this process, which spares two processes a step; `isReal` starts bash as
// a runner does. The two artifact actions are played with folders; nothing else that is used is known.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { fillIn, holds } from './evaluate.js';
import { repository, token } from './fake-github.js';
import type { FakeGitHub } from './fake-github.js';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean>>;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as ActionFile;

export interface ActionRun {
  readonly github: FakeGitHub;
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly event?: object;
  readonly eventName?: string;
  readonly sha?: string;
  /** What the workflow gives as `env`: the credentials of Kinde. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the runner keeps the action; this repository unless it is said. */
  readonly home?: string;
  /** Runs each step as processes, as a runner does. Always so where `home` is given. */
  readonly isReal?: boolean;
  /** A folder that stands for GitHub's store of artifacts. */
  readonly store?: string;
}

export interface ActionEnd {
  /** The exit status of the step that failed, or 0. */
  readonly status: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Artifacts that were uploaded: name and file. */
  readonly uploaded: readonly string[];
}

/** Returns a new folder that is removed when the test ends. */
export async function makePlace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinde-sync-action-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the action once, as one step of a job. */
export async function runAction(run: ActionRun): Promise<ActionEnd> {
  const temp = await makePlace();
  await writeFile(join(temp, 'event.json'), JSON.stringify(run.event ?? {}));
  const context: Record<string, string> = { 'github.token': token, 'runner.temp': temp };
  Object.assign(context, { 'github.run_id': '9', 'github.run_attempt': '1' });
  for (const [name, { default: value }] of Object.entries(action.inputs))
    context[`inputs.${name}`] = fillIn(run.inputs[name] ?? value ?? '', context);
  const store = run.store ?? (await makePlace());
  const job: Job = { run, temp, context, store, uploaded: [], log: [] };
  let status = 0;
  for (const step of action.runs.steps) {
    if (!holds(step.if, context, status !== 0)) continue;
    const ended = step.uses === undefined ? await runShellStep(step, job) : await playArtifact(step, job);
    status = status === 0 ? ended : status;
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, fillIn(value, context)]);
  return {
    status,
    log: job.log.join(''),
    summary: await readFile(join(temp, 'summary.md'), 'utf8').catch(() => ''),
    outputs: Object.fromEntries(outputs) as Record<string, string>,
    uploaded: job.uploaded,
  };
}

interface Job {
  readonly run: ActionRun;
  readonly temp: string;
  readonly context: Record<string, string>;
  readonly store: string;
  readonly uploaded: string[];
  readonly log: string[];
}

async function runShellStep(step: Step, job: Job): Promise<number> {
  const output = join(job.temp, `${step.id ?? step.name}.output`);
  await writeFile(output, '');
  const env = { ...runnerEnvironment(job), ...fillInAll(step.env ?? {}, job.context), GITHUB_OUTPUT: output };
  const script = fillIn(step.run ?? '', job.context);
  const own = /^node "\$GITHUB_ACTION_PATH\/action\/main\.mjs" ([a-z-]+)$/.exec(script)?.[1];
  const isReal = job.run.isReal ?? job.run.home !== undefined;
  const status = own === undefined || isReal ? await runBash(script, env, job) : await runOwn(own, env, job);
  const text = await readFile(output, 'utf8');
  for (const [, name = '', , value = ''] of text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm))
    job.context[`steps.${step.id ?? ''}.outputs.${name}`] = value;
  return status;
}

async function runBash(text: string, env: NodeJS.ProcessEnv, { run, temp, log }: Job): Promise<number> {
  const script = join(temp, 'step.sh');
  await writeFile(script, text);
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: run.workspace,
    env,
  });
  child.stdin.end();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => void log.push(part));
  return new Promise((done) => child.once('close', (code) => done(code ?? 1)));
}

const entry = pathToFileURL(join(process.cwd(), 'action', 'run-step.mjs')).href;

/** Runs what main.mjs runs, with its environment and its stdout. */
async function runOwn(step: string, env: NodeJS.ProcessEnv, { log }: Job): Promise<number> {
  const { runStep } = (await import(entry)) as {
    readonly runStep: (step: string, env: NodeJS.ProcessEnv) => Promise<number>;
  };
  const own = process.env;
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log.push(String(text));
    return true;
  });
  process.env = env;
  try {
    return await runStep(step, env);
  } finally {
    process.env = own;
    write.mockRestore();
  }
}

function runnerEnvironment({ run, temp }: Job): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: temp,
    ...run.env,
    GITHUB_ACTION_PATH: run.home ?? process.cwd(),
    GITHUB_API_URL: run.github.url,
    GITHUB_EVENT_NAME: run.eventName ?? 'pull_request',
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: '9',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_SHA: run.sha ?? 'a'.repeat(40),
    GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
    GITHUB_WORKSPACE: run.workspace,
    RUNNER_TEMP: temp,
  };
}

async function playArtifact(step: Step, { context, store, uploaded }: Job): Promise<number> {
  const { name = '', path = '' } = fillInAll(step.with ?? {}, context);
  if (step.uses?.startsWith('actions/upload-artifact@') === true) {
    await mkdir(join(store, name), { recursive: true });
    // Of a folder the store keeps what is in it.
    const files = (await stat(path)).isDirectory() ? await readdir(path) : [''];
    for (const file of files) {
      await cp(join(path, file), join(store, name, file === '' ? basename(path) : file));
      uploaded.push(`${name}/${file === '' ? basename(path) : file}`);
    }
    return 0;
  }
  if (step.uses?.startsWith('actions/download-artifact@') !== true)
    throw new Error(`unknown ${step.uses ?? ''}`);
  await cp(join(store, name), path, { recursive: true });
  return 0;
}

function fillInAll(
  values: Readonly<Record<string, string | boolean>>,
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fillIn(String(value), context)]),
  );
}
