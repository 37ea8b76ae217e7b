// The real program over TCP, killed with SIGKILL in the middle: the next one reaches the goal.
import { spawn, type ChildProcess } from 'node:child_process';
import { expect, inject, it } from 'vitest';
import { createSandbox, type Interception, type Sandbox } from '../../src/sandbox/index.js';
import { findMissing, seed, writeConfiguration } from '../faults/scenario.js';
import { watchTenant } from '../faults/watch-tenant.js';

const cwd = writeConfiguration();

function start(sandbox: Sandbox, url: string): ChildProcess {
  const env = { PATH: process.env['PATH'], ...sandbox.environmentVariables(url) };
  return spawn(process.execPath, [inject('binary'), 'apply', '--yes', '-q'], { cwd, env, stdio: 'ignore' });
}

function waitFor(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (status, signal) => resolve(status ?? signal)));
}

it.each([
  ['createOrganization', 'drop-before', null],
  ['createUser', 'drop-after', null],
  ['AddOrganizationUsers', 'drop-after', null],
  ['UpdateOrganizationUsers', 'drop-before', null],
  ['GetOrganizationUsers', 'drop-before', null],
  // What is read between adding and removing, since removals rely on it.
  ['GetOrganizationUsers', 'drop-before', 'UpdateOrganizationUsers'],
  ['getUsers', 'drop-before', 'UpdateOrganizationUsers'],
] as const)(
  'reaches the goal after SIGKILL at %s (%s), following %s',
  async (operation, interception, after) => {
    let victim: ChildProcess | null = null;
    const kill = (): Interception => {
      victim?.kill('SIGKILL');
      victim = null;
      return interception;
    };
    const sandbox: Sandbox = createSandbox({
      seed,
      unknowns: { patchRoles: 'add' },
      intercept: (request) => {
        const isDue = after === null || sandbox.requests().some((earlier) => earlier.operation === after);
        return request.operation === operation && isDue && victim !== null ? kill() : undefined;
      },
      onEffect: (record) => watch.look(record, sandbox.snapshot),
    });
    const watch = watchTenant(sandbox.snapshot());
    const { url, close } = await sandbox.listen();
    victim = start(sandbox, url);
    expect(await waitFor(victim)).toBe('SIGKILL');
    expect(findMissing(sandbox.snapshot())).not.toEqual([]);
    expect(await waitFor(start(sandbox, url))).toBe(0);
    await close();
    expect([findMissing(sandbox.snapshot()), watch.problems(), sandbox.violations()]).toEqual([[], [], []]);
  },
);
