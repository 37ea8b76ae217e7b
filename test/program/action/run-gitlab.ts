// Runs the script and the jobs of the example for GitLab, against a stand-in for GitLab on loopback.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import type { Rule } from './gitlab-rules.js';
import { makePlace } from './run-action.js';

export interface Job {
  readonly stage: string;
  readonly script: readonly string[];
  readonly before_script?: readonly string[];
  readonly rules: readonly Rule[];
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly artifacts?: { readonly paths?: readonly string[] };
  readonly allow_failure?: { readonly exit_codes: readonly number[] };
}

export const script = resolve('examples/gitlab/kinde-ci.mjs');
export const pipeline = parse(readFileSync('examples/gitlab/.gitlab-ci.yml', 'utf8')) as {
  readonly stages: readonly string[];
  readonly '.kinde': {
    readonly variables: Readonly<Record<string, string>>;
    readonly before_script: readonly string[];
  };
} & Readonly<Record<`kinde:${string}`, Job>>;
export const jobs = Object.entries(pipeline).flatMap(([name, job]) =>
  name.startsWith('kinde:') ? [{ name, job: job as Job }] : [],
);
export const jobOf = (name: string): Job | undefined => jobs.find((one) => one.name === name)?.job;

export type Answers = Readonly<Record<string, unknown>>;

export interface Surroundings {
  readonly answers: Answers;
  /** Statuses that come in the place of the first answers; null for the true one. */
  readonly faults?: readonly (number | null)[];
  readonly env?: NodeJS.ProcessEnv;
  /** What the plan said. */
  readonly text?: string;
  /** Other files of the checkout. */
  readonly files?: Readonly<Record<string, string>>;
  /** The folder of the checkout; a new one if absent. */
  readonly cwd?: string;
}

export interface JobSurroundings extends Surroundings {
  /** Finds the job; that of the usual pipeline if absent. */
  readonly from?: (name: string) => Job | undefined;
}

/** Runs a command of kinde-ci.mjs in this process, which spares a process for each. */
export const play = (args: readonly string[], surroundings: Surroundings) =>
  execute((place) => runHere(args, place), surroundings);

/** Runs the script of a job as GitLab's runner does, with a copy of kinde-ci.mjs beside it. */
export async function playJob(name: string, { env, from = jobOf, ...surroundings }: JobSurroundings) {
  const lines = [`cp ${script} .`, ...(from(name)?.script ?? [])];
  const path = { PATH: process.env['PATH'], ...env };
  return execute((place) => runBash(lines.join('\n'), place), { ...surroundings, env: path });
}

/** The folder and the variables of a command. */
interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runBash(text: string, place: Place): Promise<Ended> {
  return new Promise((done) => {
    execFile('bash', ['--norc', '-eo', 'pipefail', '-c', text], place, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

let runs = 0;

/** Runs the script with the arguments, folder and variables of a process of its own, and returns what it would print. */
async function runHere(args: readonly string[], { cwd, env }: Place): Promise<Ended> {
  const own = { argv: process.argv, cwd: process.cwd(), env: process.env, exitCode: process.exitCode };
  const printed = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text);
      return true;
    }),
  );
  process.argv = [process.execPath, script, ...args];
  Object.assign(process, { env, exitCode: undefined });
  process.chdir(cwd);
  runs += 1;
  try {
    // A module runs once for each of its names.
    await import(`${pathToFileURL(script).href}?run=${runs}`);
    return { status: Number(process.exitCode ?? 0), ...printed };
  } finally {
    process.chdir(own.cwd);
    Object.assign(process, { argv: own.argv, env: own.env, exitCode: own.exitCode });
    for (const spy of spies) spy.mockRestore();
  }
}

async function execute(run: (place: Place) => Promise<Ended>, surroundings: Surroundings) {
  const { answers, env = {}, faults = [], text = 'One person joins.', files = {} } = surroundings;
  const calls: string[] = [];
  const left = [...faults];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const path = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
      const fault = left.shift();
      if (typeof fault === 'number') return void response.writeHead(fault, { 'retry-after': '0' }).end();
      if (request.method !== 'GET') calls.push(`${path} ${body}`);
      const known = Object.hasOwn(answers, path) && request.headers['private-token'] === 'glpat-secret';
      // Null stands for what does not exist.
      const status = answers[path] === null ? 404 : 200;
      response.writeHead(known ? status : 403).end(JSON.stringify(answers[path] ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const cwd = surroundings.cwd ?? (await makePlace());
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
  await writeFile(join(cwd, 'plan.md'), text);
  await writeFile(join(cwd, 'drift.json'), '{}');
  await writeFile(join(cwd, 'unmanaged.json'), '{"warnings":[{"code":"unmanaged-organization"}]}');
  const variables = {
    ...{ CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, CI_PROJECT_ID: '5' },
    ...{ CI_MERGE_REQUEST_IID: '7', CI_COMMIT_SHA: 'm1', CI_COMMIT_BRANCH: 'main' },
    ...{ KINDE_CI_TOKEN: 'glpat-secret', ...env },
  };
  return { ...(await run({ cwd, env: variables })), calls, cwd };
}
