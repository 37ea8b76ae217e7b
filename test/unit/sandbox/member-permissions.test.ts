// A member's permissions, through roles and without one; and the system permissions of roles.
import { expect, it } from 'vitest';
import { createSandbox, parseSeed } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  permissions: [{ key: 'read' }, { key: 'pay' }],
  roles: [{ key: 'viewer', permissions: ['read'], systemPermissions: ['org:write:members'] }],
  users: [{ id: 'kp_ann' }, { id: 'kp_bo' }],
  organizations: [
    {
      code: 'org_d',
      name: 'Default',
      members: [{ user: 'kp_ann', roles: ['viewer'], permissions: ['pay'] }],
    },
  ],
};

async function open() {
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  const idOf = async (list: string, key: string) =>
    String(rowsOf(await ask('GET', list), list).find((row) => row['key'] === key)?.['id']);
  const members = () => sandbox.snapshot().organizations[0]?.members;
  return { sandbox, ask, idOf, members };
}

const path = 'organizations/org_d/users/kp_ann/permissions';

it('lists the permissions of a member with the roles that give them', async () => {
  const { ask, sandbox } = await open();
  expect(rowsOf(await ask('GET', `${path}?expand=roles`), 'permissions')).toMatchObject([
    { key: 'read', roles: [{ key: 'viewer' }] },
    { key: 'pay', roles: [] },
  ]);
  const found = await ask('GET', 'organizations/org_d/users?permissions=pay,read');
  expect(rowsOf(found, 'organization_users')).toMatchObject([{ id: 'kp_ann' }]);
  expect((await ask('GET', path.replace('ann', 'bo'))).code).toBe('USER_NOT_IN_ORGANIZATION');
  expect(sandbox.violations()).toEqual([]);
});

it('gives a member a permission once and takes back only that', async () => {
  const { ask, idOf, members } = await open();
  const [read, pay] = [await idOf('permissions', 'read'), await idOf('permissions', 'pay')];
  expect((await ask('POST', path, { permission_id: pay })).code).toBe('PERMISSION_ALREADY_ASSIGNED');
  expect((await ask('DELETE', `${path}/${read}`)).code).toBe('PERMISSION_NOT_ASSIGNED');
  expect((await ask('DELETE', `${path}/${pay}`)).status).toBe(200);
  expect(members()).toEqual([{ user: 'kp_ann', roles: ['viewer'] }]);
  expect((await ask('POST', path, { permission_id: read })).status).toBe(200);
  expect(members()).toEqual([{ user: 'kp_ann', roles: ['viewer'], permissions: ['read'] }]);
});

it('takes permissions in bulk and keeps them when a change names only roles', async () => {
  const { ask, members } = await open();
  const bo = { id: 'kp_bo', roles: [], permissions: ['read'] };
  expect((await ask('POST', 'organizations/org_d/users', { users: [bo] })).status).toBe(200);
  const change = { users: [{ id: 'kp_ann', roles: [] }] };
  expect((await ask('PATCH', 'organizations/org_d/users', change)).status).toBe(200);
  expect(members()).toEqual([
    { user: 'kp_ann', roles: [], permissions: ['pay'] },
    { user: 'kp_bo', roles: [], permissions: ['read'] },
  ]);
  const unknown = { users: [{ id: 'kp_bo', permissions: ['fly'] }] };
  expect((await ask('PATCH', 'organizations/org_d/users', unknown)).code).toBe('PERMISSION_NOT_FOUND');
});

it('follows a permission that is renamed and forgets one that is deleted', async () => {
  const { ask, idOf, members } = await open();
  const id = await idOf('permissions', 'pay');
  await ask('PATCH', `permissions/${id}`, { key: 'spend' });
  expect(members()).toEqual([{ user: 'kp_ann', roles: ['viewer'], permissions: ['spend'] }]);
  await ask('DELETE', `permissions/${id}`);
  expect(members()).toEqual([{ user: 'kp_ann', roles: ['viewer'] }]);
});

it('lists the holders of a role in one organization', async () => {
  const { ask, idOf } = await open();
  const role = await idOf('roles', 'viewer');
  expect(rowsOf(await ask('GET', `organizations/org_d/roles/${role}/users`), 'users')).toEqual([
    { id: 'kp_ann' },
  ]);
});

it('adds system permissions to a role and removes them, each by its id', async () => {
  const { ask, idOf, sandbox } = await open();
  const role = await idOf('roles', 'viewer');
  const [read, write] = [
    await idOf('system_permissions', 'org:read:billing'),
    await idOf('system_permissions', 'org:write:members'),
  ];
  const rolePath = `roles/${role}/system_permissions`;
  const body = { system_permissions: [{ id: read }, { id: write, operation: 'delete' }] };
  expect((await ask('PATCH', rolePath, body)).json).toMatchObject({
    system_permissions_added: [read],
    system_permissions_removed: [write],
  });
  expect(rowsOf(await ask('GET', rolePath), 'system_permissions')).toMatchObject([{ id: read }]);
  const wrong = { system_permissions: [{ id: 'x' }] };
  expect((await ask('PATCH', rolePath, wrong)).code).toBe('SYSTEM_PERMISSION_NOT_FOUND');
  expect(sandbox.violations()).toEqual([]);
});

it('holds permissions of members in a snapshot and refuses a seed that names a missing one', () => {
  const snapshot = createSandbox({ seed }).snapshot();
  expect(createSandbox({ seed: snapshot }).snapshot()).toEqual(snapshot);
  expect(parseSeed(JSON.stringify(snapshot), 's.json')).toEqual(snapshot);
  const { permissions: _permissions, roles: _roles, ...rest } = seed;
  const text = JSON.stringify({ ...rest, roles: [{ key: 'viewer' }] });
  expect(() => parseSeed(text, 's.json')).toThrow('There is no permission pay.');
});
