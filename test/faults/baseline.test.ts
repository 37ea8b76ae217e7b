import { expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { runCommand, sleep, useVirtualTime } from './run-command.js';
import { findMissing, seed, variants, writeConfiguration } from './scenario.js';
import { watchTenant } from './watch-tenant.js';

useVirtualTime();
const cwd = writeConfiguration();
it.each([0, 1, 2])('variant %i', async (index) => {
  const shortPages = {
    kind: 'short-pages',
    rows: 3,
    operations: ['getUsers', 'GetRoleUsers', 'GetOrganizationUsers'],
  } as const;
  const sandbox = createSandbox({
    seed,
    unknowns: variants[index] ?? {},
    now: Date.now,
    sleep,
    onEffect: (r) => watch.look(r, sandbox.snapshot()),
    faults: { faults: [shortPages, { kind: 'short-pages', rows: 1, operations: ['getOrganizations'] }] },
  });
  const watch = watchTenant(sandbox.snapshot());
  const end = await runCommand(['apply', '--yes', '--format', 'json'], { sandbox, cwd, seed: 1 });
  process.stdout.write(end.stderr);
  const counts: Record<string, number> = {};
  for (const { operation } of sandbox.requests()) counts[operation] = (counts[operation] ?? 0) + 1;
  process.stdout.write(JSON.stringify(counts) + sandbox.requests().length + '\n');
  if (end.status !== 0) process.stdout.write(end.stdout);
  expect([end.status, findMissing(sandbox.snapshot()), watch.problems(), sandbox.violations()]).toEqual([
    0,
    [],
    [],
    [],
  ]);
});
