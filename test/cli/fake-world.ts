// Runs a whole command line inside the test: a World whose wire is a sandbox and whose time does not pass.
// Nothing of the real process reaches it, neither environment variables nor streams.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Output, World } from '../../src/cli/world.js';
import type { Sandbox } from '../../src/sandbox/index.js';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WorldOptions {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env?: World['env'];
  readonly fetch?: World['fetch'];
  readonly ask?: World['ask'];
  readonly isTerminal?: boolean;
  readonly interrupt?: AbortSignal;
}

/** Runs one command line and returns its exit status and what it wrote. */
export async function runInWorld(args: readonly string[], options: WorldOptions): Promise<Ended> {
  const { sandbox } = options;
  const stdout = openOutput(options.isTerminal ?? false);
  const stderr = openOutput(options.isTerminal ?? false);
  let time = Date.now();
  const world: World = {
    env: { ...sandbox.environmentVariables(`https://${sandbox.domain}`), ...options.env },
    cwd: options.cwd,
    fetch: options.fetch ?? sandbox.fetch,
    stdout,
    stderr,
    ask: options.ask ?? null,
    now: () => time,
    sleep: async (ms) => {
      time += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
    interrupt: options.interrupt ?? new AbortController().signal,
  };
  const status = await runProgram(args, world, '1.2.3');
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** Returns a new folder with these files; it is removed when the test ends. */
export async function makeFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kinde-sync-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Returns the code in the first `error CODE:` of a text. */
export function errorCodeIn({ stderr }: Pick<Ended, 'stderr'>): string | null {
  return /^error ([a-z0-9-]+):/m.exec(stderr)?.[1] ?? null;
}

/** Returns the codes of all diagnostics in a text, in their order. */
export function diagnosticCodesIn({ stderr }: Pick<Ended, 'stderr'>): readonly string[] {
  return [...stderr.matchAll(/(?:^|^\S+:\d+:\d+ )error ([a-z0-9-]+) /gm)].map((match) => match[1] ?? '');
}

function openOutput(isTerminal: boolean): Output & { readonly text: () => string } {
  const parts: string[] = [];
  return { write: (text) => void parts.push(text), isTerminal, text: () => parts.join('') };
}
