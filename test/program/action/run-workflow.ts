// Runs a workflow as GitHub does: jobs whose condition holds, once for each entry of their matrix, each with a checkout of
// its own and the secrets of its environment. It knows the steps that the workflows of `init` have, and no other.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { hosted } from '../../run-process.js';
import { fillIn, isMet } from './evaluate.js';
import type { Context } from './evaluate.js';
import { repository } from './fake-github.js';
import type { FakeGitHub } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';
import type { ActionEnd } from './run-action.js';

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly strategy?: {
    readonly 'fail-fast': boolean;
    readonly matrix: { readonly environment: string | readonly string[] };
  };
  readonly steps: readonly Step[];
}

export interface WorkflowRun {
  /** The path of the workflow's file. */
  readonly file: string;
  /** A repository with all commits. */
  readonly origin: string;
  readonly github: FakeGitHub;
  readonly store: string;
  readonly eventName: string;
  readonly event?: object;
  readonly sha: string;
  /** What a workflow that is started by hand is given. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Starts the program as a process for each command, as a runner does. */
  readonly hasProcesses?: boolean;
  /** The variables and secrets of each environment of the repository's settings. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface JobEnd {
  /** The job's name, with the entry of the matrix in brackets. */
  readonly name: string;
  /** The exit status of the step that failed, or 0. */
  readonly status: number;
  readonly action: ActionEnd | null;
}

/** Returns the jobs that ran, in order; a job whose condition does not hold is not among them. */
export async function runWorkflow(run: WorkflowRun): Promise<readonly JobEnd[]> {
  const { jobs } = parse(readFileSync(run.file, 'utf8')) as { readonly jobs: Readonly<Record<string, Job>> };
  const ended: JobEnd[] = [];
  for (const [name, job] of Object.entries(jobs)) {
    const context = describeRun(
      run,
      ended.some(({ status }) => status !== 0),
    );
    if (isMet(job.if, context)) ended.push(...(await runMatrix(name, job, { run, context })));
  }
  return ended;
}

interface Surroundings {
  readonly run: WorkflowRun;
  readonly context: Context;
}

async function runMatrix(name: string, job: Job, { run, context }: Surroundings): Promise<readonly JobEnd[]> {
  if (job.strategy === undefined) return [await runJob(name, job, { run, context })];
  const { matrix, 'fail-fast': isFailFast } = job.strategy;
  const ended: JobEnd[] = [];
  for (const entry of listEntries(matrix.environment, context)) {
    if (isFailFast && ended.some(({ status }) => status !== 0)) break;
    const own = { ...context, 'matrix.environment': entry };
    ended.push(await runJob(`${name} (${entry})`, job, { run, context: own }));
  }
  return ended;
}

function listEntries(given: string | readonly string[], context: Context): readonly string[] {
  return typeof given === 'string' ? (JSON.parse(fillIn(given, context)) as readonly string[]) : given;
}

async function runJob(name: string, job: Job, { run, context }: Surroundings): Promise<JobEnd> {
  const environment = fillIn(job.environment ?? '', context);
  const given = Object.entries(run.environments[environment] ?? {});
  const kept = given.flatMap(([key, value]) => [
    [`vars.${key}`, value],
    [`secrets.${key}`, value],
  ]);
  const own = { ...context, ...(Object.fromEntries(kept) as Context) };
  const workspace = await makePlace();
  let action: ActionEnd | null = null;
  for (const step of job.steps) {
    const inputs = fillInAll(step.with ?? {}, own);
    if (step.run !== undefined)
      return { name, status: step.run === 'exit 1' ? 1 : unknown(step.run), action };
    if (step.uses?.startsWith('actions/checkout@') === true)
      checkOut(run, workspace, inputs['ref'] ?? run.sha);
    else if (step.uses?.startsWith('kinde-sync/kinde-sync@') === true) {
      const env = fillInAll(step.env ?? {}, own);
      const { hasProcesses = false, ...rest } = run;
      const program = hasProcesses ? {} : { command: hosted };
      action = await runAction({ ...rest, workspace, inputs: { ...program, ...inputs }, env });
      if (action.status !== 0) return { name, status: action.status, action };
    } else if (step.uses?.startsWith('actions/setup-node@') !== true) unknown(step.uses);
  }
  return { name, status: 0, action };
}

function unknown(step: string | undefined): never {
  throw new Error(`The test runner does not know the step ${step ?? ''}`);
}

function checkOut({ origin }: WorkflowRun, workspace: string, ref: string): void {
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', args, { cwd: workspace, stdio: 'ignore' });
  git('clone', '--quiet', '--no-checkout', origin, '.');
  git('checkout', '--quiet', '--detach', ref === 'main' ? 'origin/main' : ref);
}

function describeRun(run: WorkflowRun, hasFailed: boolean): Context {
  const { pull_request: request } = (run.event ?? {}) as {
    readonly pull_request?: { readonly head: { readonly repo: { readonly full_name: string } } };
  };
  const inputs = Object.entries(run.inputs ?? {}).map(([name, value]) => [`inputs.${name}`, value]);
  return {
    'failure()': String(hasFailed),
    'github.repository': repository,
    'github.ref': 'refs/heads/main',
    'github.ref_name': 'main',
    'github.event_name': run.eventName,
    'github.event.pull_request.head.repo.full_name': request?.head.repo.full_name ?? '',
    ...(Object.fromEntries(inputs) as Context),
  };
}

function fillInAll(
  values: Readonly<Record<string, unknown>>,
  context: Context,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fillIn(String(value), context)]),
  );
}
