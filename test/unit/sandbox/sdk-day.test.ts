// A colleague's day with Kinde's SDK, and the plan after it: it sees exactly what the colleague did, and applying it takes
// all of it back.
import { beforeAll, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { type CallSdk, findId, idOf, openSdk } from './open-sdk.js';

const sandbox = createSandbox({
  seed: {
    environment: { code: 'production', name: 'Production' },
    passkeys: 'optional',
    featureFlags: {
      max_seats: { type: 'int', value: '10' },
      new_checkout: { type: 'bool', value: 'false' },
    },
    permissions: [{ key: 'read' }],
    roles: [{ key: 'admin', permissions: ['read'] }, { key: 'viewer' }],
    organizations: [
      { code: 'org_d', name: 'Default' },
      {
        code: 'org_acme',
        name: 'Acme',
        handle: 'acme',
        featureFlags: { max_seats: '50' },
        members: [
          { user: 'kp_ann', roles: ['admin'] },
          { user: 'kp_bo', roles: ['viewer'] },
          { user: 'kp_cy' },
          { user: 'kp_dee' },
        ],
      },
      { code: 'org_globex', name: 'Globex', externalId: 'globex', members: [{ user: 'kp_ann' }] },
    ],
    users: ['ann', 'bo', 'cy', 'dee'].map((name) => ({ id: `kp_${name}`, emails: [`${name}@acme.example`] })),
  },
});

const configuration = `version: 1
environment:
  code: production
  passkeys: optional
  featureFlags: { max_seats: 10, new_checkout: false }
organizations:
  - code: org_acme
    name: Acme
    handle: acme
    allowRegistrations: false
    featureFlags: { max_seats: 50 }
    members:
      - { email: ann@acme.example, roles: [admin] }
      - { email: bo@acme.example, roles: [viewer] }
      - cy@acme.example
      - dee@acme.example
  - externalId: globex
    name: Globex
    allowRegistrations: false
    members: [ann@acme.example]
`;

let sdk: CallSdk;
beforeAll(async () => {
  sdk = await openSdk(sandbox);
});

async function run(cwd: string, ...args: readonly string[]): Promise<unknown> {
  const { status, stdout, stderr } = await runInWorld([...args, '--format', 'json'], { sandbox, cwd });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return (JSON.parse(stdout) as { readonly changes: unknown }).changes;
}

async function workForADay(): Promise<string> {
  const orgCode = 'org_acme';
  const update = (requestBody: object) =>
    sdk('Organizations', 'updateOrganization', { orgCode, requestBody });
  await update({ name: 'Acme Corp' });
  await update({ is_auto_membership_enabled: true });
  await sdk('Organizations', 'deleteOrganizationHandle', { orgCode });
  await sdk('Organizations', 'removeOrganizationUser', { orgCode, userId: 'kp_bo' });
  await sdk('Users', 'updateUser', { id: 'kp_cy', requestBody: { is_suspended: true } });
  await sdk('Users', 'deleteUserSessions', { userId: 'kp_cy' });
  await sdk('Users', 'deleteUser', { id: 'kp_dee' });
  const roles = await sdk('Roles', 'getRoles');
  const roleId = findId(roles, 'roles', 'admin');
  await sdk('Organizations', 'deleteOrganizationUserRole', { orgCode, userId: 'kp_ann', roleId });
  const requestBody = { role_id: findId(roles, 'roles', 'viewer') };
  await sdk('Organizations', 'createOrganizationUserRole', { orgCode, userId: 'kp_ann', requestBody });
  const identities = [{ type: 'email', details: { email: 'eve@acme.example' } }];
  const eve = idOf(
    await sdk('Users', 'createUser', { requestBody: { organization_code: orgCode, identities } }),
  );
  await sdk('Organizations', 'deleteOrganizationFeatureFlagOverride', {
    orgCode,
    featureFlagKey: 'max_seats',
  });
  await sdk('Environments', 'updateEnvironementFeatureFlagOverride', {
    featureFlagKey: 'new_checkout',
    requestBody: { value: 'true' },
  });
  await sdk('Environments', 'updatePasskey', { requestBody: { policy: 'off' } });
  await sdk('Organizations', 'deleteOrganization', { orgCode: 'org_globex' });
  return eve;
}

it('sees exactly what a colleague did, and takes it back', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  expect(await run(cwd, 'plan')).toEqual([]);
  const eve = await workForADay();
  const organization = { code: 'org_acme', name: 'Acme Corp' };
  const globex = { code: null, name: 'Globex' };
  const member = { resource: 'member', organization };
  const change = (field: string, before: unknown, after: unknown) => ({ field, before, after });
  expect(await run(cwd, 'plan')).toMatchObject([
    {
      action: 'update',
      organization,
      fields: [change('name', 'Acme Corp', 'Acme'), change('handle', null, 'acme')],
    },
    { action: 'update', organization, fields: [change('allowRegistrations', true, false)] },
    { action: 'create', resource: 'organization', organization: globex },
    {
      action: 'update',
      resource: 'organization-flag',
      organization,
      fields: [change('max_seats', 10, 50)],
    },
    { action: 'create', resource: 'user', email: 'dee@acme.example' },
    { action: 'add', ...member, email: 'bo@acme.example', userId: 'kp_bo', roles: ['viewer'] },
    { action: 'add', ...member, email: 'dee@acme.example', userId: null },
    { action: 'add', resource: 'member', organization: globex, email: 'ann@acme.example' },
    { action: 'remove', ...member, email: 'eve@acme.example', userId: eve },
    { action: 'update', ...member, userId: 'kp_ann', fields: [change('roles', ['viewer'], ['admin'])] },
    { action: 'update', resource: 'environment', fields: [change('passkeys', 'off', 'optional')] },
    {
      action: 'update',
      resource: 'environment',
      fields: [change('featureFlags.new_checkout', true, false)],
    },
  ]);
  await run(cwd, 'apply', '--yes');
  expect(await run(cwd, 'plan')).toEqual([]);
  expect(sandbox.violations()).toEqual([]);
  const { organizations } = sandbox.snapshot();
  expect(organizations.find(({ code }) => code === 'org_acme')).toMatchObject({
    name: 'Acme',
    handle: 'acme',
  });
  expect(organizations).toHaveLength(3);
});

it('sees an organization and people that the SDK creates', async () => {
  const requestBody = { name: 'Initech', external_id: 'initech' };
  const orgCode = idOf(await sdk('Organizations', 'createOrganization', { requestBody }), 'organization');
  const configuration = `version: 1
organizations:
  - { externalId: initech, name: Initech, allowRegistrations: false, members: [lee@initech.example] }
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
    return idOf(await sdk('Users', 'createUser', { requestBody: body }));
  };
  await join('lee@initech.example');
  expect(await plan()).toEqual([]);
  const kim = await join('kim@initech.example');
  await sdk('Organizations', 'updateOrganization', {
    orgCode,
    requestBody: { is_auto_membership_enabled: true },
  });
  const organization = { code: orgCode, name: 'Initech' };
  expect(await plan()).toMatchObject([
    { action: 'update', organization, fields: [{ field: 'allowRegistrations', before: true, after: false }] },
    { action: 'remove', resource: 'member', organization, email: 'kim@initech.example', userId: kim },
  ]);
  await sdk('Organizations', 'removeOrganizationUser', { orgCode, userId: kim });
  await sdk('Organizations', 'updateOrganization', {
    orgCode,
    requestBody: { is_auto_membership_enabled: false },
  });
  expect(await plan()).toEqual([]);
});
