// `plan --as-drift`: the words for the issue on drift, on the sandbox.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import { changing, seed } from './tenant.js';

async function drift(...args: readonly string[]) {
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  return runInWorld(['plan', ...args], { sandbox: createSandbox({ seed }), cwd });
}

it('tells the same plan from the side of Kinde, with the same exit status', async () => {
  const { status, stdout } = await drift('--format', 'markdown', '--as-drift', '--detailed-exitcode');
  expect(status).toBe(2);
  expect(stdout).toContain('`old@acme.example` is a member');
  expect(stdout).toContain('`lee@acme.example` is not a member');
  expect(stdout).toContain('`newcomer@fresh.example` is not in Kinde');
});

it('masks addresses as every plan does', async () => {
  const { stdout } = await drift('--format', 'markdown', '--as-drift', '--mask-emails');
  expect(stdout).toContain('is a member');
  expect(stdout).not.toMatch(/@\w+\.example/);
});

it.each([[[]], [['--format', 'json']], [['--format', 'markdown', '--base', 'kinde.yaml']]])(
  'is refused where it would change nothing: %j',
  async (args) => {
    const { status, stderr, stdout } = await drift('--as-drift', ...args);
    expect({ status, stdout, code: errorCodeIn({ stderr }) }).toEqual({
      ...{ status: 1, stdout: '', code: 'invalid-option' },
    });
  },
);
