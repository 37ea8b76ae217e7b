// Roles and the calls that give or take a single one.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  roles: [
    { id: 'role-admin', key: 'admin', name: 'The boss', isDefault: false },
    { id: 'role-viewer', key: 'viewer', name: 'Onlooker', isDefault: true },
  ],
  users: [
    { id: 'kp:ann', emails: ['ann@x.example'] },
    { id: 'kp_bo', emails: ['bo@x.example'] },
  ],
  organizations: [
    { code: 'org_a', name: 'Acme', members: [{ user: 'kp:ann', roles: ['admin'] }] },
    {
      code: 'org_b',
      name: 'Bolt',
      members: [{ user: 'kp:ann', roles: ['admin', 'viewer'] }, { user: 'kp_bo' }],
    },
  ],
};

const annInAcme = 'organizations/org_a/users/kp%3Aann/roles';

it('lists roles by key and id, sorted when asked', async () => {
  const ask = await connect(createSandbox({ seed }));
  expect(rowsOf(await ask('GET', 'roles'), 'roles')).toEqual([
    { id: 'role-admin', key: 'admin', name: 'The boss', description: null, is_default_role: false },
    { id: 'role-viewer', key: 'viewer', name: 'Onlooker', description: null, is_default_role: true },
  ]);
  const keys = async (sort: string) =>
    rowsOf(await ask('GET', `roles?sort=${sort}`), 'roles').map((row) => row['key']);
  expect(await keys('name_asc')).toEqual(['viewer', 'admin']);
  expect(await keys('key_desc')).toEqual(['viewer', 'admin']);
});

it('tells who holds a role and in which organizations, after every change afresh', async () => {
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  const holders = async () => rowsOf(await ask('GET', 'roles/role-admin/users'), 'users');
  expect(await holders()).toEqual([{ id: 'kp:ann', org_codes: ['org_a', 'org_b'] }]);
  sandbox.change((tenant) => tenant.removeMember('org_a', 'kp:ann'));
  expect(await holders()).toEqual([{ id: 'kp:ann', org_codes: ['org_b'] }]);
  expect((await ask('GET', 'roles/role-x/users')).code).toBe('ROLE_NOT_FOUND');
});

it('lists, gives and takes the roles of one member, whose id may hold a colon', async () => {
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  const roles = () => sandbox.snapshot().organizations[0]?.members[0]?.roles;
  expect(rowsOf(await ask('GET', annInAcme), 'roles')).toEqual([
    { id: 'role-admin', key: 'admin', name: 'The boss' },
  ]);
  expect((await ask('POST', annInAcme, { role_id: 'role-viewer' })).status).toBe(200);
  expect(roles()).toEqual(['admin', 'viewer']);
  expect((await ask('DELETE', `${annInAcme}/role-admin`)).status).toBe(200);
  expect(roles()).toEqual(['viewer']);
  expect(sandbox.violations()).toEqual([]);
});

it('refuses to take a role that is not held or does not exist, and to give one twice', async () => {
  const ask = await connect(createSandbox({ seed }));
  expect((await ask('DELETE', `${annInAcme}/role-viewer`)).code).toBe('ROLE_NOT_ASSIGNED');
  expect((await ask('DELETE', `${annInAcme}/role-x`)).code).toBe('ROLE_NOT_FOUND');
  expect((await ask('POST', annInAcme, { role_id: 'role-x' })).code).toBe('ROLE_NOT_FOUND');
  expect((await ask('POST', annInAcme, {})).code).toBe('ROLE_NOT_FOUND');
  expect((await ask('POST', annInAcme, { role_id: 'role-admin' })).code).toBe('ROLE_ALREADY_ASSIGNED');
});

it.each([
  ['GET', 'organizations/org_a/users/kp_bo/roles', undefined],
  ['POST', 'organizations/org_a/users/kp_bo/roles', { role_id: 'role-viewer' }],
  ['DELETE', 'organizations/org_a/users/kp_bo/roles/role-viewer', undefined],
])('answers USER_NOT_IN_ORGANIZATION to %s for somebody who is no member', async (method, path, body) => {
  const ask = await connect(createSandbox({ seed }));
  expect((await ask(method, path, body)).code).toBe('USER_NOT_IN_ORGANIZATION');
});
