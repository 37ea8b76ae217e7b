// Each call of the client against the sandbox, which refuses what Kinde's contract does not know.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectKinde, type KindeConnection } from '../../../src/kinde/connect-kinde.js';
import { readSettings } from '../../../src/kinde/read-settings.js';
import { createSandbox, type Sandbox, type SandboxSeed } from '../../../src/sandbox/index.js';

const seed: SandboxSeed = {
  environment: { code: 'production', name: 'Production' },
  passkeys: 'optional',
  featureFlags: { new_checkout: { type: 'bool', value: 'false' } },
  roles: [{ id: 'role_1', key: 'admin', name: 'Admin' }],
  users: [
    { id: 'kp_1', firstName: 'Jane', lastName: 'Doe', emails: ['Jane@acme.com', 'j.doe@acme.com'] },
    { id: 'kp_2', phone: '+61400000000' },
  ],
  organizations: [
    { code: 'org_d', name: 'Default', isDefault: true },
    {
      code: 'org_1',
      name: 'Acme',
      externalId: 'acme',
      members: [{ user: 'kp_1', roles: ['admin'] }, { user: 'kp_2' }],
    },
  ],
};

let sandbox: Sandbox;
let connection: KindeConnection;

beforeEach(() => {
  sandbox = createSandbox({ seed });
  connection = connectKinde({
    settings: readSettings(sandbox.environmentVariables(`https://${sandbox.domain}`)),
    fetch: sandbox.fetch,
    now: Date.now,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
});

afterEach(() => {
  expect(sandbox.violations()).toEqual([]);
});

describe('reading', () => {
  it('reads the environment, its passkey policy and its flags', async () => {
    const { client } = connection;
    expect(await client.getEnvironment()).toEqual({ code: 'production', name: 'Production' });
    expect((await client.readValues('getPasskeyPolicy', '')).rows).toEqual([
      { key: '', type: 'str', value: 'optional' },
    ]);
    expect((await client.readValues('listFeatureFlags', '')).rows).toEqual([
      { key: 'new_checkout', type: 'bool', value: false },
    ]);
  });

  it('reads organizations the same way from the list and one by one', async () => {
    const { rows, pages } = await connection.client.listOrganizations();
    expect(pages).toBe(1);
    expect(rows.map(({ code }) => code).sort()).toEqual(['org_1', 'org_d']);
    const { registrationDomains, ...listed } = await connection.client.getOrganization('org_1');
    expect(rows).toContainEqual(listed);
    expect(registrationDomains).toEqual([]);
  });

  it('reads members with their roles, people without an address included', async () => {
    const { rows } = await connection.client.listMembers('org_1');
    expect(rows).toEqual([
      { userId: 'kp_1', email: 'Jane@acme.com', fullName: 'Jane Doe', isSuspended: false, roles: ['admin'] },
      { userId: 'kp_2', email: null, fullName: '', isSuspended: false, roles: [] },
    ]);
  });

  it('reads roles and who holds them', async () => {
    const { client } = connection;
    expect((await client.listRoles()).rows).toEqual([
      { id: 'role_1', key: 'admin', name: 'Admin', description: null, isDefault: false },
    ]);
    expect((await client.listRoleHolders('role_1')).rows).toEqual([
      { userId: 'kp_1', organizations: ['org_1'] },
    ]);
  });

  it('finds people by address, by id and all of them', async () => {
    const { client } = connection;
    const jane = {
      userId: 'kp_1',
      email: 'Jane@acme.com',
      emails: ['j.doe@acme.com', 'jane@acme.com'],
      fullName: 'Jane Doe',
      isSuspended: false,
      roles: null,
      organizations: ['org_1'],
    };
    const lookUp = await client.listUsers({
      by: 'email',
      emails: ['jane@acme.com'],
      control: 'J.DOE@ACME.COM',
    });
    expect(lookUp).toEqual({ rows: [jane], pages: 1, isProven: true });
    expect((await client.listUsers({ by: 'id', ids: ['kp_1'] })).rows).toEqual([jane]);
    expect((await client.readFirstUsers()).rows).toHaveLength(2);
  });
});

describe('writing', () => {
  it('creates and changes an organization', async () => {
    const { client } = connection;
    const code = await client.createOrganization({ name: 'Globex', externalId: 'globex', handle: 'globex' });
    await client.updateOrganization(code, { name: 'Globex Corp', allowRegistrations: true });
    expect(await client.getOrganization(code)).toMatchObject({
      name: 'Globex Corp',
      externalId: 'globex',
      handle: 'globex',
      allowRegistrations: true,
    });
  });

  it('creates a person in an organization', async () => {
    const { client } = connection;
    const id = await client.createUser({
      email: 'lee@acme.com',
      organizationCode: 'org_1',
      firstName: 'Lee',
      lastName: 'Liu',
    });
    expect((await client.listMembers('org_1')).rows).toContainEqual(
      expect.objectContaining({ userId: id, email: 'lee@acme.com', fullName: 'Lee Liu' }),
    );
  });

  it('adds, updates and removes members and tells whom the answer names', async () => {
    const { client } = connection;
    const nobody = { added: [], updated: [], removed: [] };
    const member = { userId: 'kp_1', roles: ['admin'] };
    expect(await client.addMembers('org_d', [member])).toEqual({ ...nobody, added: ['kp_1'] });
    expect(await client.updateMembers('org_1', [{ userId: 'kp_2', roles: ['admin'] }])).toEqual({
      ...nobody,
      updated: ['kp_2'],
    });
    expect(await client.removeMembers('org_1', ['kp_2'])).toEqual({ ...nobody, removed: ['kp_2'] });
    await client.removeMemberRole('org_d', 'kp_1', 'role_1');
    expect((await client.listMembers('org_d')).rows).toMatchObject([{ userId: 'kp_1', roles: [] }]);
  });

  it('sets a flag and the passkey policy', async () => {
    const { client } = connection;
    await client.writeValue('setFeatureFlag', { code: '', key: 'new_checkout', value: true });
    await client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' });
    expect((await client.readValues('listFeatureFlags', '')).rows).toMatchObject([{ value: true }]);
    expect((await client.readValues('getPasskeyPolicy', '')).rows).toMatchObject([{ value: 'off' }]);
  });
});

it('counts what the sandbox counts, and asks for one token', async () => {
  const { client } = connection;
  await Promise.all([
    client.getEnvironment(),
    client.listRoles(),
    client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' }),
  ]);
  expect(connection.requestCounts()).toEqual({ GET: 2, PUT: 1 });
  expect(sandbox.counts()).toEqual({ GET: 2, PUT: 1 });
  expect(connection.tokenCount()).toBe(1);
  expect(sandbox.tokenCount()).toBe(1);
  expect(connection.scopes()).toContain('read:users');
});
