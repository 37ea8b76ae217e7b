// Runs a whole command line inside the test, and reads what it said.
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from '../src/cli/program.js';
import type { ApplyReport } from '../src/model/outcome.js';
import type { Plan } from '../src/model/plan.js';
import type { Sandbox, SandboxSnapshot } from '../src/sandbox/index.js';
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

/** Returns the plan that a command printed as JSON. */
export function planOf({ stdout }: Pick<Ended, 'stdout'>): Plan {
  return JSON.parse(stdout) as Plan;
}

/** Returns the report of an apply or an undo that a command printed as JSON. */
export function reportOf({ stdout }: Pick<Ended, 'stdout'>): ApplyReport {
  return JSON.parse(stdout) as ApplyReport;
}

/** Returns the user ids of an organization's members; none if there is no such organization. */
export function membersOf(sandbox: Sandbox, code: string): readonly string[] {
  const found = sandbox.snapshot().organizations.find((one) => one.code === code);
  return found?.members.map(({ user }) => user) ?? [];
}

/** Returns the invitations of an organization in every state; none if there is no such organization. */
export function invitationsOf(
  sandbox: Sandbox,
  code: string,
): NonNullable<SandboxSnapshot['organizations'][number]['invitations']> {
  return sandbox.snapshot().organizations.find((one) => one.code === code)?.invitations ?? [];
}

/** Returns a person who answers yes after some seconds, in which somebody else edits the tenant. */
export function answerLate(
  sandbox: Sandbox,
  edit: Parameters<Sandbox['change']>[0],
  seconds: number,
): Pick<WorldOptions, 'ask' | 'now'> {
  let now = Date.UTC(2026, 10, 28);
  return {
    now: () => now,
    ask: () => {
      now += seconds * 1000;
      sandbox.change(edit);
      return Promise.resolve('yes');
    },
  };
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
