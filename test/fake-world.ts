// Runs a whole command line inside the test, and reads what it said.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from '../src/cli/program.js';
import { openWorld } from './open-world.js';
import type { WorldOptions } from './open-world.js';

export type { WorldOptions } from './open-world.js';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line and returns its exit status and what it wrote. */
export async function runInWorld(args: readonly string[], options: WorldOptions): Promise<Ended> {
  const { world, written } = openWorld(options);
  const status = await runProgram(args, world, '1.2.3');
  return { status, ...written };
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

/** The environment of somebody who has not told yet which Kinde is meant. */
export const noCredentials = {
  KINDE_DOMAIN: undefined,
  KINDE_CLIENT_ID: undefined,
  KINDE_CLIENT_SECRET: undefined,
};
