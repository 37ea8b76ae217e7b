// The words that each shell offers, asked of the shell itself with the script of the built program's own commands.
import { execFileSync, spawnSync } from 'node:child_process';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { runInWorld } from '../../../fake-world.js';
import type { Shell } from '../../../../src/cli/completion/command-line.js';

/** Returns what `kinde-sync completion SHELL` prints. */
export async function printScript(shell: Shell): Promise<string> {
  const { status, stdout, stderr } = await runInWorld(['completion', shell], {
    sandbox: createSandbox(),
    cwd: '/',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Whether the shell is on this machine; says in one line if it is not. */
export function hasShell(shell: Shell): boolean {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!isThere) process.stderr.write(`${shell} is not installed: its completion is not tried here.\n`);
  return isThere;
}

/** Runs a script in a shell that has loaded nothing of its user's, and returns the lines that it prints. */
export function runIn(shell: Shell, script: string, cwd: string): readonly string[] {
  const bare = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const text = execFileSync(shell, [...bare, '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'dumb' },
  });
  return text.split('\n').filter((line) => line !== '');
}
