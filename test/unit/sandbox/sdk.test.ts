// Kinde's own SDK against the sandbox over TCP: all that a colleague could do by hand.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox, type ListeningSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

type Answer = Readonly<Record<string, unknown>>;
type Group =
  'Applications' | 'Identities' | 'Organizations' | 'Permissions' | 'Properties' | 'Roles' | 'Users';
type Calls = Readonly<Record<string, (data: object) => Promise<Answer>>>;
// The package's types describe its data only (tsconfig); these are its classes.
type Sdk = Readonly<Record<Group, Calls>> & {
  readonly init: (config: Readonly<Record<string, string>>) => void;
};

const sandbox = createSandbox({
  seed: {
    featureFlags: { max_seats: { type: 'int', value: '10' } },
    properties: [{ key: 'plan' }],
    organizations: [{ code: 'org_d', name: 'Default' }],
  },
});
let listening: ListeningSandbox;
let sdk: Sdk;

beforeAll(async () => {
  listening = await sandbox.listen();
  sdk = (await import('@kinde/management-api-js')) as unknown as Sdk;
  const { KINDE_CLIENT_ID: clientId, KINDE_CLIENT_SECRET: clientSecret } = sandbox.environmentVariables(
    listening.url,
  );
  const audience = `${listening.url}/api`;
  sdk.init({ kindeDomain: listening.url, clientId, clientSecret, audience });
});

afterAll(async () => {
  await listening.close();
});

async function call(group: Group, name: string, data: object): Promise<Answer> {
  const method = sdk[group][name];
  if (!method) throw new Error(`The SDK has no ${group}.${name}.`);
  return method(data);
}

function idOf(answer: Answer, part?: string): string {
  const row = part === undefined ? answer : answer[part];
  return String((row as Answer)['id'] ?? (row as Answer)['code']);
}

function findId(answer: Answer, list: string, key: string): string {
  return String((answer[list] as readonly Answer[]).find((row) => row['key'] === key)?.['id']);
}

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
    permissions: [{ key: 'read', name: 'Read' }],
    roles: [{ key: 'admin', name: 'Administrator', description: 'All', permissions: ['read'] }],
    users: [{ id: ann, lastName: 'Otto', emails: ['a@home.example', 'ann@acme.example'], isSuspended: true }],
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

it('is told that an operation is not played', async () => {
  sandbox.resetLog();
  const failure = await call('Applications', 'getApplications', {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 501 });
  expect(sandbox.violations()).toHaveLength(1);
});

it('is what a plan sees: exactly the calls of the SDK', async () => {
  const requestBody = { name: 'Globex', external_id: 'globex' };
  const orgCode = idOf(await call('Organizations', 'createOrganization', { requestBody }), 'organization');
  const configuration = `version: 1
organizations:
  - { externalId: globex, name: Globex, allowRegistrations: false, members: [lee@globex.example] }
`;
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const plan = async () => {
    const { status, stdout } = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd });
    expect(status).toBe(0);
    return (JSON.parse(stdout) as { readonly changes: readonly unknown[] }).changes;
  };
  const join = async (email: string) => {
    const identities = [{ type: 'email', details: { email } }];
    const body = { organization_code: orgCode, identities };
    return idOf(await call('Users', 'createUser', { requestBody: body }));
  };
  await join('lee@globex.example');
  expect(await plan()).toEqual([]);
  const kim = await join('kim@globex.example');
  await call('Organizations', 'updateOrganization', {
    orgCode,
    requestBody: { is_auto_membership_enabled: true },
  });
  const organization = { code: orgCode, name: 'Globex' };
  expect(await plan()).toMatchObject([
    { action: 'update', organization, fields: [{ field: 'allowRegistrations', before: true, after: false }] },
    { action: 'remove', resource: 'member', organization, email: 'kim@globex.example', userId: kim },
  ]);
  await call('Organizations', 'removeOrganizationUser', { orgCode, userId: kim });
  await call('Organizations', 'updateOrganization', {
    orgCode,
    requestBody: { is_auto_membership_enabled: false },
  });
  expect(await plan()).toEqual([]);
});
