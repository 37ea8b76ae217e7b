// Kinde's own SDK against the sandbox over TCP: all that a colleague could do by hand.
import { beforeAll, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { type Answer, type CallSdk, findId, idOf, openSdk } from './open-sdk.js';

const sandbox = createSandbox({
  seed: {
    featureFlags: { max_seats: { type: 'int', value: '10' } },
    properties: [{ key: 'plan' }],
    connections: [{ id: 'conn_okta', name: 'okta', strategy: 'saml:okta' }],
    roles: [{ key: 'viewer' }],
    permissions: [{ key: 'see' }, { key: 'pay' }, { key: 'close' }],
    organizations: [{ code: 'org_d', name: 'Default', members: [{ user: 'kp_zoe', roles: ['viewer'] }] }],
    users: [{ id: 'kp_zoe', emails: ['zoe@x.example'], sessions: 3 }],
  },
});
let call: CallSdk;

beforeAll(async () => {
  call = await openSdk(sandbox);
});

it('does what a colleague does by hand, and breaks no contract', async () => {
  const orgCode = idOf(
    await call('Organizations', 'createOrganization', { requestBody: { name: 'Acme', handle: 'acme' } }),
    'organization',
  );
  const changes = { name: 'Acme Corp', allowed_domains: ['acme.example'], is_suspended: true };
  await call('Organizations', 'updateOrganization', { orgCode, requestBody: changes });
  await call('Organizations', 'deleteOrganizationHandle', { orgCode });
  const identities = [{ type: 'email', details: { email: 'ann@acme.example' } }];
  const profile = { given_name: 'Ann', family_name: 'Osei' };
  const ann = idOf(await call('Users', 'createUser', { requestBody: { profile, identities } }));
  const bo = idOf(await call('Users', 'createUser', { requestBody: { profile: { given_name: 'Bo' } } }));
  await call('Users', 'updateUser', { id: ann, requestBody: { family_name: 'Otto', is_suspended: true } });
  const second = idOf(
    await call('Users', 'createUserIdentity', {
      userId: ann,
      requestBody: { type: 'email', value: 'a@home.example' },
    }),
    'identity',
  );
  await call('Identities', 'updateIdentity', { identityId: second, requestBody: { is_primary: true } });
  expect(await call('Identities', 'getIdentity', { identityId: second })).toMatchObject({ is_primary: true });
  expect(await call('Users', 'getUsers', { email: 'ann@acme.example', expand: 'identities' })).toMatchObject({
    users: [{ id: ann }],
  });
  await call('Permissions', 'createPermission', { requestBody: { key: 'read', name: 'Read' } });
  const roleId = idOf(
    await call('Roles', 'createRole', { requestBody: { key: 'admin', name: 'Admin', description: 'All' } }),
    'role',
  );
  const permissionId = findId(await call('Permissions', 'getPermissions', {}), 'permissions', 'read');
  await call('Roles', 'updateRolePermissions', {
    roleId,
    requestBody: { permissions: [{ id: permissionId }] },
  });
  await call('Roles', 'updateRoles', { roleId, requestBody: { key: 'admin', name: 'Administrator' } });
  await call('Organizations', 'addOrganizationUsers', {
    orgCode,
    requestBody: { users: [{ id: ann, roles: ['admin'] }, { id: bo }] },
  });
  await call('Organizations', 'createOrganizationUserRole', {
    orgCode,
    userId: bo,
    requestBody: { role_id: roleId },
  });
  await call('Organizations', 'deleteOrganizationUserRole', { orgCode, userId: bo, roleId });
  await call('Organizations', 'updateOrganizationUsers', {
    orgCode,
    requestBody: { users: [{ id: bo, operation: 'delete' }] },
  });
  await call('Organizations', 'updateOrganizationFeatureFlagOverride', {
    orgCode,
    featureFlagKey: 'max_seats',
    value: '50',
  });
  await call('Organizations', 'updateOrganizationProperties', {
    orgCode,
    requestBody: { properties: { plan: 'gold' } },
  });
  await call('Organizations', 'createOrganizationInvite', {
    orgCode,
    requestBody: { email: 'new@acme.example', roles: ['admin'], send_email: true },
  });
  expect(await call('Properties', 'getProperties', { context: 'org' })).toMatchObject({ has_more: false });
  expect(await call('Users', 'getUserSessions', { userId: ann })).toMatchObject({ sessions: [] });
  await call('Users', 'deleteUserSessions', { userId: ann });
  await call('Users', 'deleteUser', { id: bo });

  expect(sandbox.snapshot()).toMatchObject({
    permissions: [{ key: 'close' }, { key: 'pay' }, { key: 'read', name: 'Read' }, { key: 'see' }],
    roles: [
      { key: 'admin', name: 'Administrator', description: 'All', permissions: ['read'] },
      { key: 'viewer' },
    ],
    users: [
      { id: ann, lastName: 'Otto', emails: ['a@home.example', 'ann@acme.example'], isSuspended: true },
      { id: 'kp_zoe' },
    ],
  });
  expect(sandbox.snapshot().organizations.find(({ code }) => code === orgCode)).toEqual({
    code: orgCode,
    name: 'Acme Corp',
    handle: null,
    externalId: null,
    isDefault: false,
    allowRegistrations: false,
    allowedDomains: ['acme.example'],
    isSuspended: true,
    featureFlags: { max_seats: '50' },
    properties: { plan: 'gold' },
    invitations: [
      {
        email: 'new@acme.example',
        firstName: null,
        lastName: null,
        roles: ['admin'],
        isSent: true,
        state: 'pending',
      },
    ],
    members: [{ user: ann, roles: ['admin'] }],
  });

  await call('Organizations', 'deleteOrganizationFeatureFlagOverride', {
    orgCode,
    featureFlagKey: 'max_seats',
  });
  await call('Permissions', 'deletePermission', { permissionId });
  await call('Roles', 'deleteRole', { roleId });
  await call('Organizations', 'deleteOrganization', { orgCode });
  expect(sandbox.snapshot().organizations).toHaveLength(1);
  expect(sandbox.violations()).toEqual([]);
});

const orgCode = 'org_d';
const ofDefault = () => sandbox.snapshot().organizations.find(({ code }) => code === orgCode);

it('defines flags, sets them for the environment and an organization, and takes all of it back', async () => {
  const flags = () => sandbox.snapshot().featureFlags;
  const requestBody = { name: 'Beta', key: 'beta', type: 'bool', default_value: 'false' };
  await call('FeatureFlags', 'createFeatureFlag', { requestBody });
  await call('Environments', 'updateEnvironementFeatureFlagOverride', {
    featureFlagKey: 'beta',
    requestBody: { value: 'true' },
  });
  const override = { orgCode, featureFlagKey: 'beta', value: 'false' };
  await call('Organizations', 'updateOrganizationFeatureFlagOverride', override);
  expect(await call('Environments', 'getEnvironementFeatureFlags')).toMatchObject({
    feature_flags: { beta: { type: 'bool', value: 'true' } },
  });
  expect(await call('Organizations', 'getOrganizationFeatureFlags', { orgCode })).toMatchObject({
    feature_flags: { beta: { value: 'false' } },
  });
  await call('Organizations', 'deleteOrganizationFeatureFlagOverrides', { orgCode });
  expect(ofDefault()).not.toHaveProperty('featureFlags');
  await call('Environments', 'deleteEnvironementFeatureFlagOverride', { featureFlagKey: 'beta' });
  expect(flags()['beta']).toEqual({ type: 'bool', value: 'false' });
  await call('FeatureFlags', 'updateFeatureFlag', {
    featureFlagKey: 'beta',
    name: 'Beta',
    description: 'Try it',
    type: 'bool',
    allowOverrideLevel: 'org',
    defaultValue: 'true',
  });
  expect(flags()['beta']).toEqual({ type: 'bool', value: 'true' });
  await call('Environments', 'deleteEnvironementFeatureFlagOverrides');
  await call('FeatureFlags', 'deleteFeatureFlag', { featureFlagKey: 'beta' });
  expect(Object.keys(flags())).toEqual(['max_seats']);
});

it('defines properties and gives an organization values', async () => {
  const category = idOf(
    await call('PropertyCategories', 'createCategory', { requestBody: { name: 'Sales', context: 'org' } }),
    'category',
  );
  expect(await call('PropertyCategories', 'getCategories', { context: 'org' })).toMatchObject({
    categories: [{ id: category, name: 'Sales' }],
  });
  const described = { name: 'Tier', is_private: false, category_id: category };
  const definition = { ...described, key: 'tier', type: 'single_line_text', context: 'org' };
  const propertyId = idOf(
    await call('Properties', 'createProperty', { requestBody: definition }),
    'property',
  );
  const requestBody = { ...described, name: 'The tier', is_private: true };
  await call('Properties', 'updateProperty', { propertyId, requestBody });
  const first = await call('Properties', 'getProperties', { context: 'org', pageSize: 1 });
  expect(first).toMatchObject({ has_more: true, properties: [{ key: 'plan' }] });
  const startingAfter = findId(first, 'properties', 'plan');
  expect(await call('Properties', 'getProperties', { context: 'org', startingAfter })).toMatchObject({
    has_more: false,
    properties: [{ id: propertyId, name: 'The tier', is_private: true }],
  });
  await call('Organizations', 'updateOrganizationProperty', { orgCode, propertyKey: 'tier', value: 'one' });
  expect(ofDefault()?.properties).toEqual({ tier: 'one' });
  await call('Properties', 'deleteProperty', { propertyId });
  expect(await call('Organizations', 'getOrganizationPropertyValues', { orgCode })).toMatchObject({
    properties: [{ key: 'plan', value: null }],
  });
});

it('gives a role and a member permissions, page by page, and takes them back', async () => {
  const roleId = findId(await call('Roles', 'getRoles'), 'roles', 'viewer');
  const all = await call('Permissions', 'getPermissions', { pageSize: 50 });
  const [see, pay, close] = ['see', 'pay', 'close'].map((key) => findId(all, 'permissions', key));
  const ties = [{ id: see }, { id: pay }, { id: close }];
  expect(
    await call('Roles', 'updateRolePermissions', { roleId, requestBody: { permissions: ties } }),
  ).toMatchObject({ permissions_added: [see, pay, close], permissions_removed: [] });
  const first = await call('Roles', 'getRolePermissions', { roleId, pageSize: 2 });
  expect(first['permissions']).toHaveLength(2);
  const nextToken = first['next_token'];
  expect(await call('Roles', 'getRolePermissions', { roleId, pageSize: 2, nextToken })).toMatchObject({
    permissions: [{ id: close }],
  });
  await call('Roles', 'removeRolePermission', { roleId, permissionId: close });
  const requestBody = { permissions: [{ id: pay, operation: 'delete' }] };
  await call('Roles', 'updateRolePermissions', { roleId, requestBody });
  const member = { orgCode, userId: 'kp_zoe' };
  await call('Organizations', 'createOrganizationUserPermission', {
    ...member,
    requestBody: { permission_id: pay },
  });
  const held = await call('Organizations', 'getOrganizationUserPermissions', { ...member, expand: 'roles' });
  expect(held['permissions']).toMatchObject([
    { key: 'see', roles: [{ id: roleId }] },
    { key: 'pay', roles: [] },
  ]);
  expect(ofDefault()?.members).toEqual([{ user: 'kp_zoe', roles: ['viewer'], permissions: ['pay'] }]);
  await call('Organizations', 'deleteOrganizationUserPermission', { ...member, permissionId: pay });
  expect(await call('Organizations', 'getOrganizationRoleUsers', { orgCode, roleId })).toMatchObject({
    users: [{ id: 'kp_zoe' }],
  });
  const description = { name: 'See all', description: 'Everything' };
  await call('Permissions', 'updatePermissions', { permissionId: see, requestBody: description });
  expect(sandbox.snapshot().roles).toMatchObject([{ key: 'viewer', permissions: ['see'] }]);
  expect(sandbox.snapshot().permissions?.find(({ key }) => key === 'see')).toMatchObject(description);
});

it('invites, lists what is pending, revoked and accepted, and revokes', async () => {
  const invite = async (email: string): Promise<string> => {
    const requestBody = { email, roles: ['viewer'], send_email: true };
    const { invite } = await call('Organizations', 'createOrganizationInvite', { orgCode, requestBody });
    return String((invite as Answer)['code']);
  };
  const list = async (more: object = {}) => {
    const { invites } = await call('Organizations', 'getOrganizationInvites', { orgCode, ...more });
    return (invites as readonly Answer[]).map(({ email }) => email);
  };
  await invite('a@x.example');
  const second = await invite('b@x.example');
  await invite('c@x.example');
  await call('Organizations', 'deleteOrganizationInvite', { orgCode, inviteCode: second });
  sandbox.change((tenant) => tenant.endInvitation(orgCode, 'c@x.example', 'accepted'));
  expect(await list()).toEqual(['a@x.example']);
  expect(await list({ includeRevoked: true })).toEqual(['a@x.example', 'b@x.example']);
  expect(await list({ includeAccepted: true })).toEqual(['a@x.example', 'c@x.example']);
  expect(await call('Organizations', 'getOrganizationInvite', { orgCode, inviteCode: second })).toMatchObject(
    {
      is_revoked: true,
    },
  );
});

it('lists the sessions of a person and ends them', async () => {
  const sessions = async () =>
    (await call('Users', 'getUserSessions', { userId: 'kp_zoe' }))['sessions'] as readonly Answer[];
  expect(await sessions()).toHaveLength(3);
  await call('Users', 'deleteUserSessions', { userId: 'kp_zoe' });
  await call('Users', 'refreshUserClaims', { userId: 'kp_zoe' });
  expect(await sessions()).toEqual([]);
});

it('switches a connection of an organization on and off', async () => {
  const connection = { organizationCode: orgCode, connectionId: 'conn_okta' };
  await call('Organizations', 'enableOrgConnection', connection);
  expect(
    await call('Organizations', 'getOrganizationConnections', { organizationCode: orgCode }),
  ).toMatchObject({ connections: [{ connection: { strategy: 'saml:okta' } }], has_more: false });
  await call('Organizations', 'removeOrgConnection', connection);
  expect(ofDefault()).not.toHaveProperty('connections');
});

it('finds people and removes an identity', async () => {
  const requestBody = { type: 'email', value: 'zoe@home.example' };
  const added = await call('Users', 'createUserIdentity', { userId: 'kp_zoe', requestBody });
  expect(await call('Search', 'searchUsers', { query: 'zoe@home' })).toMatchObject({
    results: [{ id: 'kp_zoe' }],
  });
  expect(await call('Users', 'getUserData', { id: 'kp_zoe', expand: 'organizations' })).toMatchObject({
    preferred_email: 'zoe@x.example',
    organizations: ['org_d'],
  });
  await call('Identities', 'deleteIdentity', { identityId: idOf(added, 'identity') });
  expect((await call('Users', 'getUserIdentities', { userId: 'kp_zoe' }))['identities']).toHaveLength(1);
});

it('breaks no contract in all of it', () => {
  expect(sandbox.violations()).toEqual([]);
});

it('is told that an operation is not played', async () => {
  sandbox.resetLog();
  const failure = await call('Applications', 'getApplications', {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 501 });
  expect(sandbox.violations()).toHaveLength(1);
});
