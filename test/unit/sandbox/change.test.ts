// Changes by hand, between two commands.
import { expect, it } from 'vitest';
import { createSandbox, type TenantEditor } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  roles: [{ key: 'admin' }, { key: 'viewer' }],
  users: [
    { id: 'kp_ann', emails: ['ann@x.example'] },
    { id: 'kp_bo', emails: ['bo@x.example'] },
  ],
  organizations: [
    { code: 'org_d', name: 'Default' },
    {
      code: 'org_a',
      name: 'Acme',
      handle: 'acme',
      externalId: 'a1',
      members: [{ user: 'kp_ann', roles: ['admin'] }],
    },
  ],
};

const open = () => createSandbox({ seed });
const acmeOf = (sandbox: ReturnType<typeof open>) =>
  sandbox.snapshot().organizations.find(({ code }) => code === 'org_a');

it('names an organization by code, external id, handle or name and a person by id or address', () => {
  const sandbox = open();
  sandbox.change((tenant) => {
    tenant.addMember('acme', 'BO@x.example', ['viewer']);
    tenant.setRoles('a1', 'kp_bo', ['admin', 'viewer']);
    tenant.removeMember('Acme', 'ann@x.example');
    tenant.changeOrganization('org_a', { name: 'Acme Corp', allowRegistrations: true });
  });
  expect(acmeOf(sandbox)).toMatchObject({
    name: 'Acme Corp',
    allowRegistrations: true,
    members: [{ user: 'kp_bo', roles: ['admin', 'viewer'] }],
  });
  expect(sandbox.requests()).toEqual([]);
});

it('shows through the API at once', async () => {
  const sandbox = open();
  const ask = await connect(sandbox);
  await ask('GET', 'users?page_size=1');
  sandbox.change((tenant) => {
    const id = tenant.addUser({ emails: ['dee@x.example'] });
    tenant.changeUser(id, { emails: ['dee@x.example', 'day@x.example'] });
    tenant.addMember('org_d', id);
    tenant.deleteUser('bo@x.example');
  });
  const found = rowsOf(
    await ask('GET', 'users?email=day@x.example,bo@x.example&expand=organizations'),
    'users',
  );
  expect(found).toMatchObject([{ email: 'dee@x.example', organizations: ['org_d'] }]);
});

it('frees the addresses and memberships of a person who is deleted', async () => {
  const sandbox = open();
  sandbox.change((tenant) => tenant.deleteUser('kp_ann'));
  expect(acmeOf(sandbox)?.members).toEqual([]);
  const identities = [{ type: 'email', details: { email: 'ann@x.example' } }];
  expect((await (await connect(sandbox))('POST', 'user', { identities })).status).toBe(200);
});

it('adds and deletes organizations, roles, flags and settings', () => {
  const sandbox = open();
  sandbox.change((tenant) => {
    tenant.deleteOrganization('org_a');
    tenant.addOrganization({ code: 'org_n', name: 'New' });
    tenant.addRole({ key: 'boss' });
    tenant.addMember('New', 'kp_bo', ['boss', 'viewer']);
    tenant.deleteRole('boss');
    tenant.setFeatureFlag('a', { type: 'int', value: '1' });
    tenant.setFeatureFlag('b', { type: 'str', value: 'x' });
    tenant.deleteFeatureFlag('a');
    tenant.setPasskeys('optional');
    tenant.setEnvironment({ code: 'staging', name: 'Staging' });
  });
  expect(sandbox.snapshot()).toMatchObject({
    environment: { code: 'staging' },
    passkeys: 'optional',
    featureFlags: { b: { type: 'str', value: 'x' } },
    roles: [{ key: 'admin' }, { key: 'viewer' }],
    organizations: [{ code: 'org_d' }, { code: 'org_n', members: [{ user: 'kp_bo', roles: ['viewer'] }] }],
  });
});

it('changes what an organization has of flags, properties, domains and invitations', () => {
  const sandbox = open();
  sandbox.change((tenant) => {
    tenant.setFeatureFlag('seats', { type: 'int', value: '1' });
    tenant.setFeatureFlag('beta', { type: 'bool', value: 'true' });
    tenant.setOrganizationFlag('org_a', 'seats', '5');
    tenant.setOrganizationFlag('org_a', 'beta', 'false');
    tenant.setOrganizationFlag('org_a', 'beta', null);
    tenant.addProperty({ key: 'plan' });
    tenant.setOrganizationProperty('org_a', 'plan', 'gold');
    tenant.changeOrganization('org_a', { allowedDomains: ['acme.example'], isSuspended: true });
    tenant.addInvitation('org_a', { email: 'new@x.example', roles: ['admin'] });
    tenant.endInvitation('org_a', 'new@x.example', 'accepted');
    tenant.addPermission({ key: 'read' });
    tenant.addPermission({ key: 'pay' });
    tenant.addRole({ key: 'clerk', permissions: ['read', 'pay'] });
    tenant.deletePermission('pay');
  });
  expect(acmeOf(sandbox)).toMatchObject({
    featureFlags: { seats: '5' },
    properties: { plan: 'gold' },
    allowedDomains: ['acme.example'],
    isSuspended: true,
    invitations: [{ email: 'new@x.example', state: 'accepted' }],
  });
  expect(sandbox.snapshot()).toMatchObject({ permissions: [{ key: 'read' }] });
  expect(sandbox.snapshot().roles).toContainEqual(
    expect.objectContaining({ key: 'clerk', permissions: ['read'] }),
  );
});

it('makes the invited person a member with the roles, whether Kinde knows them or not', () => {
  const sandbox = open();
  let ids: readonly string[] = [];
  sandbox.change((tenant) => {
    tenant.addInvitation('acme', { email: 'new@x.example', firstName: 'New', roles: ['viewer'] });
    tenant.addInvitation('acme', { email: 'ANN@x.example', roles: ['viewer'] });
    ids = ['new@x.example', 'ANN@x.example'].map((email) => tenant.acceptInvitation('acme', email));
  });
  const [id = ''] = ids;
  expect(ids).toEqual([expect.stringMatching(/^kp_/), 'kp_ann']);
  const members = new Map(acmeOf(sandbox)?.members.map(({ user, roles }) => [user, roles]));
  expect(members).toEqual(
    new Map([
      [id, ['viewer']],
      ['kp_ann', ['admin', 'viewer']],
    ]),
  );
  expect(acmeOf(sandbox)?.invitations).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
  expect(sandbox.snapshot().users.find((user) => user.id === id)).toMatchObject({ firstName: 'New' });
});

it.each<[string, (tenant: TenantEditor) => unknown]>([
  ['unknown-in-sandbox', (tenant) => tenant.acceptInvitation('acme', 'n@x.example')],
  ['unknown-in-sandbox', (tenant) => tenant.setOrganizationFlag('acme', 'unheard', '1')],
  ['unknown-in-sandbox', (tenant) => tenant.setOrganizationProperty('acme', 'unheard', '1')],
  ['unknown-in-sandbox', (tenant) => tenant.addInvitation('acme', { email: 'n@x.example', roles: ['boss'] })],
  ['unknown-in-sandbox', (tenant) => tenant.endInvitation('acme', 'n@x.example', 'revoked')],
  ['unknown-in-sandbox', (tenant) => tenant.deletePermission('unheard')],
  ['unknown-in-sandbox', (tenant) => tenant.suspendMember('acme', 'kp_bo')],
  ['unknown-in-sandbox', (tenant) => tenant.addMember('nowhere', 'kp_bo')],
  ['unknown-in-sandbox', (tenant) => tenant.addMember('acme', 'kp_x')],
  ['unknown-in-sandbox', (tenant) => tenant.addMember('acme', 'kp_bo', ['boss'])],
  ['unknown-in-sandbox', (tenant) => tenant.removeMember('acme', 'kp_bo')],
  ['unknown-in-sandbox', (tenant) => tenant.setRoles('acme', 'kp_bo', [])],
  ['unknown-in-sandbox', (tenant) => tenant.deleteFeatureFlag('a')],
  ['taken-in-sandbox', (tenant) => tenant.addUser({ emails: ['ANN@x.example'] })],
  ['taken-in-sandbox', (tenant) => tenant.changeUser('kp_bo', { emails: ['ann@x.example'] })],
  ['taken-in-sandbox', (tenant) => tenant.deleteOrganization('org_d')],
])('says %s rather than do half of it', (code, edit) => {
  const sandbox = open();
  const before = sandbox.snapshot();
  expect(() => sandbox.change((tenant) => void edit(tenant))).toThrow(
    expect.objectContaining({ code }) as Error,
  );
  expect(sandbox.snapshot()).toEqual(before);
});
