// Stopping in the middle, gently and not: what was begun is finished or found out, and the next apply does the rest.
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.js';
import { makeFolder } from '../fake-world.js';
import { listenSandbox, runProcess, startProcess, waitUntil } from '../run-process.js';
import { everything, seed } from '../unit/cli/tenant.js';

const writesOf = (sandbox: Sandbox) => sandbox.requests().filter(({ isWrite }) => isWrite);

test('Ctrl-C during an apply lets what is in flight finish, starts nothing more and exits with 130', async () => {
  const { sandbox, env } = await listenSandbox({ seed, latencyMs: 80 });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { child, ended } = startProcess(['apply', '--yes', '--format', 'json'], { cwd, env });
  await waitUntil(() => writesOf(sandbox).length > 0);
  child.kill('SIGINT');
  const { status, stdout } = await ended;
  expect(status).toBe(130);
  const report = JSON.parse(stdout) as { interrupted: boolean; changes: readonly { result: string }[] };
  expect(report.interrupted).toBe(true);
  const results = new Set(report.changes.map(({ result }) => result));
  expect(results).toEqual(new Set(['applied', 'skipped']));
  expect(sandbox.requests().filter((request) => request.status === 0)).toEqual([]);

  expect((await runProcess(['apply', '--yes'], { cwd, env })).status).toBe(0);
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(0);
});

test('SIGTERM is taken like Ctrl-C', async () => {
  const { sandbox, env } = await listenSandbox({ seed, latencyMs: 80 });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { child, ended } = startProcess(['apply', '--yes'], { cwd, env });
  await waitUntil(() => writesOf(sandbox).length > 0);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ status: 130, signal: null });
});

test('a second Ctrl-C stops at once, and the next apply finishes', async () => {
  const { sandbox, env } = await listenSandbox({ seed, latencyMs: 150 });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { child, ended } = startProcess(['apply', '--yes'], { cwd, env });
  await waitUntil(() => writesOf(sandbox).length > 0);
  child.kill('SIGINT');
  let heard = '';
  child.stderr?.on('data', (text: string) => (heard += text));
  await waitUntil(() => heard.includes('again'));
  child.kill('SIGINT');
  expect((await ended).status).toBe(130);
  await runToTheEnd(cwd, env, sandbox);
});

test('a run that is killed while it creates a person leaves nothing the next apply does not put right', async () => {
  const { sandbox, env } = await listenSandbox({ seed, latencyMs: 60 });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { child, ended } = startProcess(['apply', '--yes'], { cwd, env });
  await waitUntil(() => writesOf(sandbox).some(({ operation }) => operation === 'createUser'));
  child.kill('SIGKILL');
  expect((await ended).signal).toBe('SIGKILL');
  await runToTheEnd(cwd, env, sandbox);
});

async function runToTheEnd(
  cwd: string,
  env: Readonly<Record<string, string>>,
  sandbox: Sandbox,
): Promise<void> {
  expect((await runProcess(['apply', '--yes'], { cwd, env })).status).toBe(0);
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(0);
  const { users, organizations } = sandbox.snapshot();
  expect(users.filter(({ emails }) => emails.includes('newcomer@fresh.example'))).toHaveLength(1);
  expect(organizations.filter(({ externalId }) => externalId === 'globex')).toHaveLength(1);
}
