// The completion scripts as texts, which depend on the description alone and are safe with any description.
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { shells } from '../../../../src/cli/completion/command-line.js';
import type { CommandLine } from '../../../../src/cli/completion/command-line.js';
import { renderCompletion } from '../../../../src/cli/completion/render-completion.js';
import { runProgram } from '../../../../src/cli/program.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import { openWorld } from '../../../open-world.js';
import { hasShell, printScript, runIn } from './shell-words.js';

const hostile = `it's "quoted" $(touch x) \`touch x\` [a:b] \\ ; # %s`;

const line: CommandLine = {
  name: 'kinde-sync',
  description: hostile,
  options: [],
  commands: [
    {
      name: 'plan',
      description: hostile,
      values: [{ name: 'PLAN', choices: [], isPath: true, isRequired: true }],
      options: [
        {
          flags: ['-c', '--config'],
          description: hostile,
          value: { name: 'PATH', choices: [], isPath: true },
          isValueOptional: false,
          isRepeatable: true,
        },
        {
          flags: ['--quiet'],
          description: hostile,
          value: null,
          isValueOptional: false,
          isRepeatable: false,
        },
      ],
    },
  ],
};

test.each(shells)('the script for %s is the same for the same description', (shell) => {
  expect(renderCompletion(shell, line)).toBe(renderCompletion(shell, structuredClone(line)));
});

test.each(shells.filter(hasShell))(
  'the script for %s loads, and runs nothing of a description',
  async (shell) => {
    const cwd = await makeFolder({ script: renderCompletion(shell, line) });
    execFileSync(shell, ['-n', 'script'], { cwd, stdio: 'pipe' });
    const before = shell === 'zsh' ? 'autoload -Uz compinit; compinit -D -u; ' : '';
    expect(runIn(shell, `${before}source ./script`, cwd)).toEqual([]);
    expect((await readdir(cwd)).filter((name) => !name.startsWith('.'))).toEqual(['script']);
  },
);

test.each(shells)(
  'the script for %s names every command and every long option of the help',
  async (shell) => {
    const script = await printScript(shell);
    const options = { sandbox: createSandbox(), cwd: '/' };
    const { stdout } = await runInWorld(['--help'], options);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(7);
    for (const name of names) {
      expect(script).toContain(name);
      const help = (await runInWorld([name, '--help'], options)).stdout;
      for (const [, option] of help.matchAll(/^ {2}(?:-., )?--([a-z-]+)/gm)) expect(script).toContain(option);
    }
  },
);

test('printing a script sends no request, reads no file and needs no folder', async () => {
  const sandbox = createSandbox();
  const { world, written } = openWorld({ sandbox, cwd: '/nowhere/at/all', env: {} });
  expect(await runProgram(['completion', 'bash'], world, '1.2.3')).toBe(0);
  expect(written.stderr).toBe('');
  expect(sandbox.requests()).toEqual([]);
});

test.each(['basch', 'sh', 'powershell'])(
  'the shell %s is refused, and the known ones are named',
  async (shell) => {
    const ended = await runInWorld(['completion', shell], { sandbox: createSandbox(), cwd: '/' });
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('bash, zsh, fish');
  },
);
