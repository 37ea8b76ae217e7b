// Asks each shell which words it offers with the completion script of the program's own commands.
import { execFileSync, spawnSync } from 'node:child_process';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { runInWorld } from '../../../fake-world.js';
import type { Shell } from '../../../../src/cli/completion/command-line.js';

/** Returns the output of `kinde-sync completion SHELL`. */
export async function printScript(shell: Shell): Promise<string> {
  const { status, stdout, stderr } = await runInWorld(['completion', shell], {
    sandbox: createSandbox(),
    cwd: '/',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Returns whether the shell is installed, and prints a line if it is not. */
export function hasShell(shell: Shell): boolean {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!isThere) process.stderr.write(`${shell} is not installed: its completion is not tried here.\n`);
  return isThere;
}

/** Runs a script in a shell without its user's configuration, and returns the printed lines. */
export function runIn(shell: Shell, script: string, cwd: string): readonly string[] {
  const bare = { bash: ['--norc', '--noprofile'], zsh: ['-f'], fish: ['--no-config'] }[shell];
  const text = execFileSync(shell, [...bare, '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'dumb' },
  });
  return text.split('\n').filter((line) => line !== '');
}
