// Undo of roles and permissions: updates are inverted, and what was created stays and is said.
import { describe, expect, it } from 'vitest';
import { openScene, permissionsOf, readPlan } from './scene.js';

async function applyAndUndo(rolePermissions: 'add' | 'replace') {
  const scene = await openScene({ unknowns: { rolePermissions } });
  const before = scene.sandbox.snapshot();
  const applied = await scene.run('apply', '--yes', '--journal', 'j');
  expect(applied.status, applied.stderr).toBe(0);
  const planned = readPlan(await scene.run('undo', 'j', '--format', 'json'));
  const undone = await scene.run('undo', 'j', '--yes', '--format', 'json', '--allow-removals', 'all');
  return { ...scene, before, planned, undone };
}

describe.each(['add', 'replace'] as const)('undo, if Kinde takes a list of permissions to %s', (semantic) => {
  it('restores names, descriptions and permissions, and leaves what the apply created', async () => {
    const { sandbox, before, undone } = await applyAndUndo(semantic);
    const after = sandbox.snapshot();
    const isOld = <Row extends { readonly key: string }>(
      rows: readonly Row[] = [],
      old: readonly Row[] = [],
    ) => rows.filter(({ key }) => old.some((one) => one.key === key));
    expect(undone.status, undone.stderr).toBe(1);
    expect(isOld(after.permissions, before.permissions)).toEqual(before.permissions);
    expect(permissionsOf(after)).toEqual({ ...permissionsOf(before), payer: ['new:x'] });
    expect(after.roles.find(({ key }) => key === 'admin')?.name).toBe('Admin');
    expect(after.roles.find(({ key }) => key === 'viewer')?.description ?? '').toBe('');
    expect(after.organizations).toEqual(before.organizations);
    const { warnings } = readPlan(undone);
    expect(warnings.flatMap(({ code, message }) => (code === 'stays-created' ? [message] : []))).toEqual(
      [
        'permission created by the apply stays in Kinde: "new:x". kinde-sync never deletes permissions.',
        'role created by the apply stays in Kinde: "payer". kinde-sync never deletes roles.',
      ].map((message) => `1 ${message}`),
    );
  });
});

it('counts the holders of a role whose new permissions undo takes away', async () => {
  const { planned } = await applyAndUndo('add');
  const roles = planned.changes.filter(({ resource }) => resource === 'role');
  expect(
    roles.map((change) =>
      'key' in change && change.action === 'update' ? [change.key, change.holders] : [],
    ),
  ).toEqual([
    ['admin', 1],
    ['viewer', 0],
  ]);
});

it('leaves a role alone that a person has changed since', async () => {
  const { sandbox, run } = await openScene();
  await run('apply', '--yes', '--journal', 'j');
  sandbox.change((tenant) => tenant.addRole({ key: 'admin', name: 'By hand', permissions: ['read:x'] }));
  const undone = await run('undo', 'j', '--yes', '--format', 'json', '--allow-removals', 'all');
  expect(readPlan(undone).warnings.map(({ code }) => code)).toContain('moved-since');
  expect(sandbox.snapshot().roles.find(({ key }) => key === 'admin')).toMatchObject({
    name: 'By hand',
    permissions: ['read:x'],
  });
});
