// Runs a program in a process of its own and measures it from outside: from the start to the end of the process.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The tool as it is published, built just before. */
export const tool = fileURLToPath(new URL('../../../../../dist/main.js', import.meta.url));

export interface NodeRun {
  readonly stdout: string;
  /** Milliseconds. */
  readonly wallMs: number;
}

export interface NodeOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The exit status that is right; 0 if absent. */
  readonly status?: number;
}

/** Runs `node` with these arguments. Throws with what it said if it ends with another status than it should. */
export async function runNode(
  args: readonly string[],
  { env = {}, status = 0 }: NodeOptions = {},
): Promise<NodeRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => void stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => void stderr.push(chunk));
  const ended = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const wallMs = performance.now() - startedAt;
  if (ended !== status)
    throw new Error(`node ${args.join(' ')} ended with ${ended}:\n${Buffer.concat(stderr).toString()}`);
  return { stdout: Buffer.concat(stdout).toString(), wallMs };
}

/** What the tool prints of itself with `--format json`, as far as it is looked at here. */
export interface ToolReport {
  readonly summary: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, number>>;
  readonly verified?: boolean;
}

/** Runs a command of the tool on a configuration and returns its report and the milliseconds it took. */
export async function runTool(
  args: readonly string[],
  config: string,
  env: Readonly<Record<string, string>>,
): Promise<ToolReport & { readonly wallMs: number }> {
  const { stdout, wallMs } = await runNode([tool, ...args, '-c', config, '--format', 'json'], { env });
  return { ...(JSON.parse(stdout) as ToolReport), wallMs };
}

/** Returns the sum of requests over all methods. */
export function sumRequests(requests: Readonly<Record<string, number>>): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}
