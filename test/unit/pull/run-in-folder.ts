// A folder, a sandbox and the tool between them, in-process, on a clock that nobody waits for.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram } from '../../../src/cli/program.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';
import { openWorld } from '../../open-world.js';
import type { PrintedPlan, Run } from '../../properties/run-tool.js';

export interface Folder {
  readonly cwd: string;
  readonly sandbox: Sandbox;
  readonly run: (...args: readonly string[]) => Promise<Run>;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** Every file below the folder with its text. */
  readonly list: () => Readonly<Record<string, string>>;
  /** The changes of a plan but for those by hand; throws if there is no plan. */
  readonly plan: (...args: readonly string[]) => Promise<PrintedPlan['changes']>;
}

/** Returns a new folder beside a sandbox of its own. */
export function openFolder(options: SandboxOptions, env: Readonly<Record<string, string>> = {}): Folder {
  const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-pull-'));
  const sandbox = createSandbox(options);
  const run = async (...args: readonly string[]): Promise<Run> => {
    const { world, written } = openWorld({
      sandbox,
      cwd,
      env: { ...sandbox.environmentVariables(`https://${sandbox.domain}`), ...env },
    });
    const status = await runProgram(args, world, '0.0.0');
    return { status, ...written };
  };
  return {
    cwd,
    sandbox,
    run,
    write: (file, text) => {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), text);
    },
    read: (file) => readFileSync(join(cwd, file), 'utf8'),
    list: () =>
      Object.fromEntries(
        readdirSync(cwd, { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.(?:ya?ml|tmp)$/.test(file))
          .sort()
          .map((file) => [file, readFileSync(join(cwd, file), 'utf8')]),
      ),
    plan: async (...args) => {
      const { status, stdout, stderr } = await run('plan', '--format', 'json', ...args);
      if (stdout === '') throw new Error(`No plan, status ${status}: ${stderr}`);
      const { changes, refusals } = JSON.parse(stdout) as PrintedPlan;
      if (refusals.some(({ guard }) => guard === 'environment-lock')) throw new Error('The lock.');
      return changes.filter(({ action }) => action !== 'manual');
    },
  };
}
