// The exit statuses as a script sees them, from the built program against a sandbox on 127.0.0.1.
import { expect, test } from 'vitest';
import { makeFolder } from '../fake-world.js';
import { listenSandbox, runProcess, startProcess, waitUntil } from '../run-process.js';
import { asItIs, changing, emptying, seed } from '../unit/cli/tenant.js';

test('a plan without changes exits with 0, with and without --detailed-exitcode', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': asItIs });
  expect((await runProcess(['plan'], { cwd, env })).status).toBe(0);
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(0);
});

test('a plan with changes exits with 0, and with 2 if --detailed-exitcode asks for it', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const before = sandbox.snapshot();
  expect((await runProcess(['plan'], { cwd, env })).status).toBe(0);
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(2);
  expect(sandbox.snapshot()).toEqual(before);
});

test('settings that only a person can change do not make --detailed-exitcode exit with 2', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({
    'kinde.yaml': `${asItIs}environment: { signUp: { allowOrganizationCreation: false } }\n`,
  });
  const { status, stdout } = await runProcess(['plan', '--detailed-exitcode'], { cwd, env });
  expect(status).toBe(0);
  expect(stdout).toContain('Allow organization creation');
});

test('an apply exits with 0, and so does the empty plan after it', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const applied = await runProcess(['apply', '--yes'], { cwd, env });
  expect(applied).toMatchObject({ status: 0, stderr: '' });
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(0);
  expect(sandbox.violations()).toEqual([]);
});

test('an error in the configuration exits with 1 before any request', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': 'version: 1\norganisations: []\n' });
  for (const command of ['validate', 'plan', 'apply --yes']) {
    const { status, stdout } = await runProcess(command.split(' '), { cwd, env });
    expect({ command, status, stdout }).toEqual({ command, status: 1, stdout: '' });
  }
  expect(sandbox.requests()).toEqual([]);
});

test('a removal beyond the guard exits with 3, still shows the plan and changes nothing', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': emptying });
  const before = sandbox.snapshot();
  const planned = await runProcess(['plan', '--format', 'json'], { cwd, env });
  expect(planned.status).toBe(3);
  expect(JSON.parse(planned.stdout)).toMatchObject({
    summary: { remove: 2 },
    refusals: [{ guard: 'max-removals' }],
  });
  expect((await runProcess(['apply', '--yes'], { cwd, env })).status).toBe(3);
  expect(sandbox.snapshot()).toEqual(before);
});

test('a configuration locked to another environment exits with 3', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': `${changing}environment: { code: staging }\n` });
  const { status } = await runProcess(['apply', '--yes'], { cwd, env });
  expect(status).toBe(3);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test('apply without --yes and without a terminal shows the plan, exits with 1 and writes nothing', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { status, stdout, stderr } = await runProcess(['apply'], { cwd, env });
  expect(status).toBe(1);
  expect(stdout).toContain('is removed');
  expect(stderr).toContain('error confirmation-needed');
  expect(stderr).toContain('--yes');
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test('a plan interrupted while it reads exits with 130 and prints no part of a plan', async () => {
  const { env, sandbox } = await listenSandbox({ seed, latencyMs: 100 });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { child, ended } = startProcess(['plan', '--format', 'json'], { cwd, env });
  await waitUntil(() => sandbox.requests().length >= 2);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ status: 130, stdout: '' });
});
