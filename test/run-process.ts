// Runs the built program as a process, as a user or a CI job does. Its environment holds nothing of the test's own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { createSandbox } from '../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../src/sandbox/index.js';

/** The built program. */
export const binary = inject('binary');

/** A command that does what the program does, without a process of Node for each call: see program/program-host.ts. */
export const hosted = `bash ${resolve('test/program/hosted-program.sh')} ${inject('hostPort')}`;

export interface ProcessEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program with closed stdin; a process that still runs when the test ends is killed. */
export function startProcess(args: readonly string[], { cwd, env = {} }: ProcessOptions): Started {
  return watch(spawn(process.execPath, [binary, ...args], { cwd, env: bareEnvironment(env) }));
}

/** Runs a shell line in which `"$NODE" "$BINARY"` is the program, and waits for its end. */
export function runShell(line: string, { cwd, env = {} }: ProcessOptions): Promise<ProcessEnd> {
  const variables = bareEnvironment({ ...env, NODE: process.execPath, BINARY: binary });
  return watch(spawn('bash', ['-c', line], { cwd, env: variables })).ended;
}

/** Runs the program and waits for its end. */
export function runProcess(args: readonly string[], options: ProcessOptions): Promise<ProcessEnd> {
  return startProcess(args, options).ended;
}

export interface Listening {
  readonly sandbox: Sandbox;
  /** The variables that point the program at the sandbox. */
  readonly env: Readonly<Record<string, string>>;
}

/** Returns a sandbox that listens on 127.0.0.1 until the test ends. */
export async function listenSandbox(options: SandboxOptions): Promise<Listening> {
  const sandbox = createSandbox(options);
  const { url, close } = await sandbox.listen();
  onTestFinished(close);
  return { sandbox, env: sandbox.environmentVariables(url) };
}

/** Waits until something holds. Looks often, so that nothing waits longer than it must. */
export async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5));
}

function bareEnvironment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env };
}

function watch(child: ChildProcess): Started {
  onTestFinished(() => {
    if (child.exitCode === null) child.kill('SIGKILL');
  });
  child.stdin?.end();
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return { child, ended };
}
