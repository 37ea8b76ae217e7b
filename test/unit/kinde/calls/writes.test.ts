// What goes over the wire for each write: no field more than was asked for.
import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../../src/model/errors.js';
import type { WriteClient } from '../../../../src/model/client.js';
import { createFakeKinde, json } from '../fake-kinde.js';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

async function capture(
  write: (client: WriteClient) => Promise<unknown>,
  answer: unknown = {},
): Promise<Sent> {
  const fake = createFakeKinde({ reply: () => json(answer, 201) });
  await fake.run(write(fake.client));
  const [{ method, path, body } = { method: '', path: '', body: '' }] = fake.seen;
  return { method, path, body: body === '' ? null : JSON.parse(body) };
}

describe('a write', () => {
  it('creates a person with one address in one organization', async () => {
    const email = 'Lee@acme.com';
    const answer = { id: 'kp_1', created: true };
    const plain = await capture((client) => client.createUser({ email, organizationCode: 'org_1' }), answer);
    const identities = [{ type: 'email', details: { email } }];
    expect(plain).toEqual({
      method: 'POST',
      path: '/api/v1/user',
      body: { organization_code: 'org_1', identities },
    });
    const named = { email, organizationCode: 'org_1', firstName: 'Lee' };
    expect((await capture((client) => client.createUser(named), answer)).body).toEqual({
      organization_code: 'org_1',
      identities,
      profile: { given_name: 'Lee' },
    });
  });

  it('sends only the fields of an organization that it is given, never the deprecated switch', async () => {
    const fields = { name: 'Acme', handle: 'acme', externalId: 'a1', allowRegistrations: true };
    const answer = { organization: { code: 'org_9' } };
    expect((await capture((client) => client.createOrganization(fields), answer)).body).toEqual({
      name: 'Acme',
      handle: 'acme',
      external_id: 'a1',
      is_auto_membership_enabled: true,
    });
    const update = await capture((client) => client.updateOrganization('org:1/x', { name: 'B' }));
    expect(update).toEqual({
      method: 'PATCH',
      path: '/api/v1/organization/org%3A1%2Fx',
      body: { name: 'B' },
    });
  });

  it('names the members of a bulk call, with roles only where they are given', async () => {
    const members = [{ userId: 'kp_1', roles: ['admin'] }, { userId: 'kp_2' }];
    const users = [{ id: 'kp_1', roles: ['admin'] }, { id: 'kp_2' }];
    const path = '/api/v1/organizations/org_1/users';
    expect(await capture((client) => client.addMembers('org_1', members))).toEqual({
      method: 'POST',
      path,
      body: { users },
    });
    expect(await capture((client) => client.updateMembers('org_1', members))).toEqual({
      method: 'PATCH',
      path,
      body: { users },
    });
    expect(await capture((client) => client.removeMembers('org_1', ['kp_1']))).toEqual({
      method: 'PATCH',
      path,
      body: { users: [{ id: 'kp_1', operation: 'delete' }] },
    });
  });

  it('takes one role from one member without a body', async () => {
    expect(await capture((client) => client.removeMemberRole('org_1', 'kp:1', 'r1'))).toEqual({
      method: 'DELETE',
      path: '/api/v1/organizations/org_1/users/kp%3A1/roles/r1',
      body: null,
    });
  });

  it('creates and updates permissions and roles with every field, and sets the permissions of a role', async () => {
    const fields = { key: 'read:x', name: 'Read', description: 'Sees' };
    expect(await capture((client) => client.createPermission(fields))).toEqual({
      method: 'POST',
      path: '/api/v1/permissions',
      body: fields,
    });
    expect(await capture((client) => client.updatePermission('p:1', fields))).toEqual({
      method: 'PATCH',
      path: '/api/v1/permissions/p%3A1',
      body: fields,
    });
    expect(await capture((client) => client.updateRole('r1', { ...fields, isDefault: true }))).toEqual({
      method: 'PATCH',
      path: '/api/v1/roles/r1',
      body: { ...fields, is_default_role: true },
    });
    const permissions = [{ permissionId: 'p1' }, { permissionId: 'p2', isRemoved: true as const }];
    expect(await capture((client) => client.updateRolePermissions('r1', permissions))).toEqual({
      method: 'PATCH',
      path: '/api/v1/roles/r1/permissions',
      body: { permissions: [{ id: 'p1' }, { id: 'p2', operation: 'delete' }] },
    });
  });

  it('sets a flag and the passkey policy', async () => {
    expect(
      await capture((client) => client.writeValue('setFeatureFlag', { code: '', key: 'a/b', value: 25 })),
    ).toEqual({
      method: 'PATCH',
      path: '/api/v1/environment/feature_flags/a%2Fb',
      body: { value: '25' },
    });
    expect(
      await capture((client) =>
        client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'mandatory' }),
      ),
    ).toEqual({
      method: 'PUT',
      path: '/api/v1/passkey',
      body: { policy: 'mandatory' },
    });
  });

  it("sets an organization's flag by a parameter, encoded, and without a body", async () => {
    for (const value of ['50', '', 'a b+c&value=d#e/f?g=%20', '50 €']) {
      const fake = createFakeKinde({ reply: () => json({ code: 'OK' }) });
      await fake.run(fake.client.writeValue('setOrganizationFlag', { code: 'org:1/x', key: 'a/b', value }));
      const [{ method, path, query, body } = { method: '', path: '', query: [], body: '' }] = fake.seen;
      expect([method, path, body]).toEqual([
        'PATCH',
        '/api/v1/organizations/org%3A1%2Fx/feature_flags/a%2Fb',
        '',
      ]);
      expect([...query]).toEqual([['value', value]]);
    }
  });

  it("takes an organization's flag away without a body", async () => {
    expect(
      await capture((client) =>
        client.writeValue('clearOrganizationFlag', { code: 'org_1', key: 'beta', value: null }),
      ),
    ).toEqual({
      method: 'DELETE',
      path: '/api/v1/organizations/org_1/feature_flags/beta',
      body: null,
    });
  });

  it('of more than 100 members, or of none, is our own mistake and is not sent', async () => {
    const fake = createFakeKinde({ reply: () => json({}) });
    const many = Array.from({ length: 101 }, (_, index) => `kp_${index}`);
    expect(await fake.fail(fake.client.removeMembers('org_1', many))).toBeInstanceOf(InternalError);
    expect(await fake.fail(fake.client.addMembers('org_1', []))).toBeInstanceOf(InternalError);
    expect(fake.seen).toHaveLength(0);
  });
});
