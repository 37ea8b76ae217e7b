// Runs one command of the program in a made-up world whose Kinde is a sandbox, and holds it to what is true of
// every command: one token, honest counts, no secret, nothing that Kinde's contract does not know.
import { expect } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { RequestRecord, Sandbox } from '../../src/sandbox/index.js';
import { openWorld } from '../open-world.js';

export interface CommandEnd {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly requests: readonly RequestRecord[];
  readonly writes: readonly RequestRecord[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface Surroundings {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: string;
  /** Milliseconds since 1970. */
  readonly start?: number;
}

/** Runs the command line and returns how it ended. Forgets the sandbox's log first. */
export async function runCommand(args: readonly string[], given: Surroundings): Promise<CommandEnd> {
  const { answer, start = 1_000_000, ...surroundings } = given;
  const { sandbox } = surroundings;
  sandbox.resetLog();
  const tokens = new Set<string>();
  const { world, written } = openWorld({
    ...surroundings,
    start,
    ask: answer === undefined ? null : () => Promise.resolve(answer),
    fetch: (url, init) => {
      tokens.add(init.headers['authorization']?.replace('Bearer ', '') ?? '');
      return sandbox.send(url, init);
    },
  });
  const status = await runProgram(args, world, '1.2.3');
  const requests = sandbox.requests().filter(({ operation }) => operation !== 'token');
  const end = { status, ...written, requests, writes: requests.filter(isWrite), counts: sandbox.counts() };
  checkAlwaysTrue(end, sandbox, tokens);
  return end;
}

function isWrite({ isWrite: writes }: RequestRecord): boolean {
  return writes;
}

const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const forbidden = /is_allow_registrations|self_?sign|sign_?up|organization_?creation/i;

function checkAlwaysTrue(end: CommandEnd, sandbox: Sandbox, tokens: ReadonlySet<string>): void {
  expect(sandbox.violations()).toEqual([]);
  expect(sandbox.tokenCount()).toBe(end.requests.length === 0 ? 0 : 1);
  expect(end.requests.map(({ path, body }) => `${path} ${JSON.stringify(body)}`).join('\n')).not.toMatch(
    forbidden,
  );
  expect(`${end.stdout}${end.stderr}`.replaceAll('\n', '')).not.toMatch(unsafe);
  for (const secret of ['sandbox-only-secret', ...tokens]) {
    if (secret !== '') expect(`${end.stdout}${end.stderr}`).not.toContain(secret);
  }
}
