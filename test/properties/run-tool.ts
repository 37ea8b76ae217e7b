// Runs the whole command line against a sandbox, in-process, on a clock that nobody waits for.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.js';
import type { World } from '../../src/cli/world.js';
import type { Plan } from '../../src/model/plan.js';
import type { AppliedChange } from '../../src/model/outcome.js';
import { createSandbox } from '../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.js';
import { openWorld } from '../open-world.js';

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--format json` prints for plan and apply, as far as the tests look at it. */
export type PrintedPlan = Omit<Plan, 'changes'> & {
  readonly changes: readonly AppliedChange[];
  readonly verified?: boolean;
};

export type Fetch = World['fetch'];

export interface Tool {
  readonly sandbox: Sandbox;
  /** Runs one command line on the configuration; `fetch` stands between the tool and the sandbox. */
  readonly run: (args: readonly string[], configuration: unknown, fetch?: Fetch) => Promise<Run>;
}

/** Returns a sandbox and the tool beside it; each has a folder of its own. */
export function openTool(options: SandboxOptions): Tool {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const now = () => (time += 1);
  const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-properties-'));
  const sandbox = createSandbox({ ...options, now });
  return {
    sandbox,
    run: async (args, configuration, fetch = sandbox.send) => {
      writeFileSync(join(cwd, 'kinde.yaml'), JSON.stringify(configuration));
      const { world, written } = openWorld({
        sandbox,
        cwd,
        fetch,
        now,
        sleep: (ms) => {
          time += ms;
          return Promise.resolve();
        },
      });
      const status = await runProgram(args, world, '0.0.0');
      return { status, ...written };
    },
  };
}

/** Returns the JSON that a run printed. */
export function readPlan({ stdout, stderr }: Run): PrintedPlan {
  if (stdout === '') throw new Error(`Nothing was printed: ${stderr}`);
  return JSON.parse(stdout) as PrintedPlan;
}

/** Returns the writes that the sandbox received since its log was reset. */
export function writesOf(sandbox: Sandbox): readonly string[] {
  return sandbox
    .requests()
    .filter(({ isWrite }) => isWrite)
    .map(({ operation, path }) => `${operation} ${path}`);
}

/** Returns a fetch that asks for pages of this size, so that small lists take many pages. */
export function withPageSize(sandbox: Sandbox, size: number): Fetch {
  return (asked, init) => {
    const url = new URL(asked);
    if (url.searchParams.has('page_size')) url.searchParams.set('page_size', String(size));
    return sandbox.send(url.href, init);
  };
}
