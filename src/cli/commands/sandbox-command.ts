// `kinde-sync sandbox`: serves the local stand-in for Kinde until Ctrl-C, and prints the variables to export.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { countNoun } from '../../model/text/count-noun.js';
import { UsageError } from '../../model/errors.js';
import { createSandbox, parseFaultPlan, parseSeed } from '../../sandbox/index.js';
import type { FaultPlan, SandboxSeed } from '../../sandbox/index.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { findInPackage } from '../files/find-in-package.js';
import { reportErrors } from '../open-session.js';
import type { World } from '../world.js';

export interface SandboxCommandOptions {
  readonly seed?: string;
  readonly port?: number;
  readonly latency?: number;
  readonly faults?: string;
}

/** Listens on 127.0.0.1 until the user interrupts. Exit status 1 for a seed or fault plan that can't be used. */
export async function runSandbox(world: World, options: SandboxCommandOptions): Promise<ExitCode> {
  return reportErrors(world, { color: true }, async () => {
    const sandbox = createSandbox({
      seed: await readSeed(world, options.seed),
      ...(options.latency === undefined ? {} : { latencyMs: options.latency }),
      ...(options.faults === undefined ? {} : { faults: await readFaults(world, options.faults) }),
    });
    const { url, close } = await sandbox.listen(options.port === undefined ? {} : { port: options.port });
    const variables = Object.entries(sandbox.environmentVariables(url));
    world.stdout.write(variables.map(([name, value]) => `export ${name}=${value}\n`).join(''));
    world.stderr.write(`The sandbox listens on ${url} until Ctrl-C. Export these variables to use it.\n`);
    await waitForInterrupt(world.interrupt);
    await close();
    const total = Object.values(sandbox.counts()).reduce((sum, count) => sum + count, 0);
    world.stderr.write(
      `The sandbox answered ${countNoun(total, 'request')} and issued ${countNoun(sandbox.tokenCount(), 'token')}.\n`,
    );
    return exitCodes.done;
  });
}

/** Returns the seed in a file, or without one the example tenant of the package. */
async function readSeed(world: World, path: string | undefined): Promise<SandboxSeed> {
  if (path === undefined) return readExampleSeed();
  const text = await readFile(resolve(world.cwd, path), 'utf8').catch((cause: unknown) => {
    throw new UsageError('no-seed', `The seed ${path} can't be read.`, { hint: 'Check the path.', cause });
  });
  return parseSeed(text, path);
}

async function readFaults(world: World, path: string): Promise<FaultPlan> {
  const text = await readFile(resolve(world.cwd, path), 'utf8').catch((cause: unknown) => {
    throw new UsageError('no-fault-plan', `The fault plan ${path} can't be read.`, {
      hint: 'Check the path.',
      cause,
    });
  });
  return parseFaultPlan(text, path);
}

/** Returns the seed in the package's `examples/sandbox-seed.yaml`. */
export async function readExampleSeed(): Promise<SandboxSeed> {
  const path = findInPackage('examples/sandbox-seed.yaml');
  return parseSeed(await readFile(path, 'utf8'), path);
}

async function waitForInterrupt(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
