// Permissions, roles and what ties them.
import { expect, it } from 'vitest';
import { createSandbox, type Unknowns } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  permissions: [{ key: 'read:invoices', description: 'See them' }, { key: 'pay:invoices' }, { key: 'close' }],
  roles: [
    { key: 'admin', permissions: ['read:invoices'], systemPermissions: ['org:write:members'] },
    { key: 'viewer', description: 'Looks', isDefault: true },
  ],
  users: [{ id: 'kp_ann', emails: ['ann@x.example'] }],
  organizations: [{ code: 'org_d', name: 'Default', members: [{ user: 'kp_ann', roles: ['admin'] }] }],
};

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const ask = await connect(sandbox);
  const idOf = async (list: 'roles' | 'permissions', key: string) =>
    String(rowsOf(await ask('GET', `${list}?page_size=50`), list).find((row) => row['key'] === key)?.['id']);
  const roleOf = (key: string) => sandbox.snapshot().roles.find((role) => role.key === key);
  return { sandbox, ask, idOf, roleOf };
}

it('lists permissions and roles with their descriptions', async () => {
  const { ask, idOf, sandbox } = await open();
  expect(rowsOf(await ask('GET', 'permissions?sort=name_asc'), 'permissions')).toMatchObject([
    { key: 'close' },
    { key: 'pay:invoices' },
    { key: 'read:invoices', description: 'See them' },
  ]);
  const { json } = await ask('GET', `roles/${await idOf('roles', 'viewer')}`);
  expect(json['role']).toMatchObject({ key: 'viewer', description: 'Looks', is_default_role: true });
  const admin = await idOf('roles', 'admin');
  expect(rowsOf(await ask('GET', `roles/${admin}/system_permissions`), 'system_permissions')).toMatchObject([
    { key: 'org:write:members' },
  ]);
  expect(sandbox.violations()).toEqual([]);
});

it('creates permissions without saying their id, and roles with it', async () => {
  const { ask, sandbox } = await open();
  const permission = await ask('POST', 'permissions', { key: 'refund', name: 'Refund' });
  expect([permission.status, Object.keys(permission.json)]).toEqual([201, ['code', 'message']]);
  const role = await ask('POST', 'roles', { key: 'clerk', name: 'Clerk', description: 'Files' });
  expect([role.status, role.json['role']]).toEqual([201, { id: expect.any(String) as string }]);
  expect(sandbox.snapshot()).toMatchObject({
    permissions: [{}, {}, {}, { key: 'refund', name: 'Refund', description: null }],
    roles: [{ key: 'admin' }, { key: 'clerk', description: 'Files' }, { key: 'viewer' }],
  });
});

it('changes a role and keeps its holders, also under another key', async () => {
  const { ask, idOf, roleOf, sandbox } = await open();
  const id = await idOf('roles', 'admin');
  expect((await ask('PATCH', `roles/${id}`, { name: 'Boss' })).status).toBe(400);
  expect((await ask('PATCH', `roles/${id}`, { name: 'Boss', key: 'viewer' })).code).toBe('ROLE_KEY_IN_USE');
  expect((await ask('PATCH', `roles/${id}`, { name: 'Boss', key: 'boss' })).status).toBe(201);
  expect(roleOf('boss')).toMatchObject({ id, name: 'Boss', permissions: ['read:invoices'] });
  expect(sandbox.snapshot().organizations[0]?.members).toEqual([{ user: 'kp_ann', roles: ['boss'] }]);
});

it.each([
  ['add' as const, ['pay:invoices', 'read:invoices'], []],
  ['replace' as const, ['pay:invoices'], ['read:invoices']],
])('takes the permissions of a PATCH as a list to %s', async (rolePermissions, after, removed) => {
  const { ask, idOf, roleOf } = await open({ rolePermissions });
  const pay = await idOf('permissions', 'pay:invoices');
  const ids = await Promise.all(removed.map((key) => idOf('permissions', key)));
  const path = `roles/${await idOf('roles', 'admin')}/permissions`;
  const { json } = await ask('PATCH', path, { permissions: [{ id: pay }] });
  expect(json).toMatchObject({ permissions_added: [pay], permissions_removed: ids });
  expect(roleOf('admin')?.permissions).toEqual(after);
  expect(rowsOf(await ask('GET', path), 'permissions')).toHaveLength(after.length);
});

it.each(['add', 'replace'] as const)('takes a permission from a role (%s)', async (rolePermissions) => {
  const { ask, idOf, roleOf } = await open({ rolePermissions });
  const read = await idOf('permissions', 'read:invoices');
  const path = `roles/${await idOf('roles', 'admin')}/permissions`;
  const { json } = await ask('PATCH', path, { permissions: [{ id: read, operation: 'delete' }] });
  expect(json).toMatchObject({ permissions_added: [], permissions_removed: [read] });
  expect(roleOf('admin')).not.toHaveProperty('permissions');
  expect((await ask('DELETE', `${path}/${read}`)).code).toBe('PERMISSION_NOT_ASSIGNED');
});

it('takes a deleted permission from every role and a deleted role from every member', async () => {
  const { ask, idOf, roleOf, sandbox } = await open();
  expect((await ask('DELETE', `permissions/${await idOf('permissions', 'read:invoices')}`)).status).toBe(200);
  expect(roleOf('admin')).not.toHaveProperty('permissions');
  expect((await ask('DELETE', `roles/${await idOf('roles', 'admin')}`)).status).toBe(200);
  expect(sandbox.snapshot().organizations[0]?.members).toEqual([{ user: 'kp_ann', roles: [] }]);
});

it('gives default roles to people made by the API, or does not', async () => {
  const rolesOf = async (defaultRoles: Unknowns['defaultRoles']) => {
    const { ask, sandbox } = await open({ defaultRoles });
    const identities = [{ type: 'email', details: { email: 'new@x.example' } }];
    await ask('POST', 'user', { organization_code: 'org_d', identities });
    return sandbox.snapshot().organizations[0]?.members.find(({ user }) => user !== 'kp_ann')?.roles;
  };
  expect([await rolesOf('not-given'), await rolesOf('given')]).toEqual([[], ['viewer']]);
});
