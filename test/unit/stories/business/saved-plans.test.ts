// A saved plan with roles and permissions, after changes in Kinde or in the files.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TenantEditor } from '../../../../src/sandbox/index.js';
import { configuration, openScene, permissionsOf, readPlan } from './scene.js';

type Case = readonly [name: string, edit: (tenant: TenantEditor) => void];

const harmless: readonly Case[] = [
  ['nothing has changed', () => undefined],
  ['a role that no file names has changed', (tenant) => tenant.addRole({ key: 'other', name: 'Other' })],
  [
    'a permission was created by hand as planned',
    (tenant) => tenant.addPermission({ key: 'new:x', name: 'New' }),
  ],
];

it.each(harmless)('is applied where %s', async (_, edit) => {
  const { sandbox, run } = await openScene();
  await run('plan', '--out', 'p.json');
  sandbox.change(edit);
  const end = await run('apply', 'p.json', '--yes', '--format', 'json');
  expect(end.status, end.stderr).toBe(0);
  expect(new Set(readPlan(end).changes.map((change) => ('result' in change ? change.result : '')))).toEqual(
    new Set(['applied']),
  );
  expect(permissionsOf(sandbox.snapshot())).toMatchObject({ admin: ['pay:x', 'read:x'], payer: ['new:x'] });
});

const overtaking: readonly Case[] = [
  [
    'the role has gained a permission',
    (tenant) => tenant.addRole({ key: 'admin', name: 'Admin', permissions: ['pay:x', 'read:x', 'write:x'] }),
  ],
  [
    'the role has another name',
    (tenant) => tenant.addRole({ key: 'admin', name: 'Other', permissions: ['read:x', 'write:x'] }),
  ],
  ['the role is gone', (tenant) => tenant.deleteRole('viewer')],
  ['the new role was created otherwise', (tenant) => tenant.addRole({ key: 'payer', name: 'Boss' })],
  [
    'the new permission was created otherwise',
    (tenant) => tenant.addPermission({ key: 'new:x', name: 'Boss' }),
  ],
];

it.each(overtaking)('is refused and writes nothing where %s', async (_, edit) => {
  const { sandbox, run } = await openScene();
  await run('plan', '--out', 'p.json');
  sandbox.change(edit);
  const before = sandbox.snapshot();
  const end = await run('apply', 'p.json', '--yes');
  expect(end.status, end.stdout).toBe(3);
  expect(end.stderr).toContain('plan-overtaken');
  expect(sandbox.snapshot()).toEqual(before);
});

it('is refused where a member needs a role that the plan of now would have to create', async () => {
  const { sandbox, cwd, run } = await openScene();
  sandbox.change((tenant) => {
    tenant.addPermission({ key: 'new:x', name: 'New' });
    tenant.addRole({ key: 'payer', name: 'Payer', permissions: ['new:x'] });
  });
  await run('plan', '--out', 'p.json');
  sandbox.change((tenant) => tenant.deleteRole('payer'));
  const end = await run('apply', 'p.json', '--yes');
  expect([end.status, end.stderr]).toEqual([
    3,
    expect.stringContaining('Kinde does not have the role "payer"'),
  ]);
  await writeFile(join(cwd, 'kinde.yaml'), configuration);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});
