// Organizations themselves.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  organizations: [
    { code: 'org_d', name: 'Default' },
    { code: 'org_a', name: 'Acme', handle: 'acme', externalId: 'a1', allowRegistrations: true },
  ],
};

it('always has a default organization, the first one if the seed names none', async () => {
  const ask = await connect(createSandbox({ seed }));
  const rows = rowsOf(await ask('GET', 'organizations'), 'organizations');
  expect(rows.map((row) => [row['code'], row['is_default']])).toEqual([
    ['org_d', true],
    ['org_a', false],
  ]);
  expect(createSandbox().snapshot().organizations).toMatchObject([{ isDefault: true }]);
});

it('lists and reads an organization under the names of Kinde', async () => {
  const ask = await connect(createSandbox({ seed }));
  const row = {
    code: 'org_a',
    name: 'Acme',
    handle: 'acme',
    external_id: 'a1',
    is_auto_membership_enabled: true,
  };
  expect(rowsOf(await ask('GET', 'organizations'), 'organizations')[1]).toEqual({
    ...row,
    is_default: false,
  });
  expect((await ask('GET', 'organization?code=org_a')).json).toMatchObject({ ...row, is_suspended: false });
});

it('sorts by name when asked', async () => {
  const ask = await connect(createSandbox({ seed }));
  const names = async (sort: string) =>
    rowsOf(await ask('GET', `organizations?sort=${sort}`), 'organizations').map((row) => row['name']);
  expect(await names('name_asc')).toEqual(['Acme', 'Default']);
  expect(await names('name_desc')).toEqual(['Default', 'Acme']);
  expect(await names('email_asc')).toEqual(['Default', 'Acme']);
});

it('says nothing under the deprecated name of registrations', async () => {
  const { json } = await (await connect(createSandbox({ seed })))('GET', 'organization?code=org_a');
  expect(json['is_allow_registrations']).toBeNull();
});

it('gives a new organization a code of its own choosing, and allows the same name twice', async () => {
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  const codes = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const { json } = await ask('POST', 'organization', { name: 'Acme', is_auto_membership_enabled: false });
    codes.push((json['organization'] as { code: string }).code);
  }
  expect(new Set(codes).size).toBe(2);
  expect(codes.every((code) => /^org_[0-9a-f]{11}$/.test(code))).toBe(true);
  expect(sandbox.snapshot().organizations.filter(({ name }) => name === 'Acme')).toHaveLength(3);
});

it('changes only the fields that are sent', async () => {
  const sandbox = createSandbox({ seed });
  await (
    await connect(sandbox)
  )('PATCH', 'organization/org_a', { is_auto_membership_enabled: false });
  const acme = { name: 'Acme', handle: 'acme', externalId: 'a1', allowRegistrations: false };
  expect(sandbox.snapshot().organizations[0]).toMatchObject({ code: 'org_a', ...acme });
});

it('lets nobody take the handle of another, and anybody keep their own', async () => {
  const ask = await connect(createSandbox({ seed }));
  expect((await ask('POST', 'organization', { name: 'B', handle: 'acme' })).code).toBe(
    'HANDLE_ALREADY_IN_USE',
  );
  expect((await ask('PATCH', 'organization/org_d', { handle: 'acme' })).code).toBe('HANDLE_ALREADY_IN_USE');
  expect((await ask('PATCH', 'organization/org_a', { handle: 'acme' })).status).toBe(200);
});

it('does not suspend the default organization, but others', async () => {
  const ask = await connect(createSandbox({ seed }));
  const refused = await ask('PATCH', 'organization/org_d', { is_suspended: true });
  expect(refused.code).toBe('DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED');
  expect((await ask('PATCH', 'organization/org_a', { is_suspended: true })).status).toBe(200);
  expect((await ask('GET', 'organization?code=org_a')).json['is_suspended']).toBe(true);
});

it('refuses an unknown code, an empty name and a field it would have to forget', async () => {
  const sandbox = createSandbox({ seed });
  const ask = await connect(sandbox);
  expect((await ask('GET', 'organization?code=org_x')).code).toBe('ORGANIZATION_NOT_FOUND');
  expect((await ask('PATCH', 'organization/org_x', { name: 'X' })).code).toBe('ORGANIZATION_NOT_FOUND');
  expect((await ask('PATCH', 'organization/org_a', { name: ' ' })).code).toBe('ORGANIZATION_NAME_REQUIRED');
  expect((await ask('PATCH', 'organization/org_a', { link_color: '#fff' })).code).toBe('NOT_IN_SANDBOX');
  expect(sandbox.violations()).toEqual([]);
});

it.each([
  ['POST', 'organization'],
  ['PATCH', 'organization/org_a'],
])('answers 400 to the deprecated is_allow_registrations in %s %s', async (method, path) => {
  const sandbox = createSandbox({ seed });
  const before = sandbox.snapshot();
  const reply = await (await connect(sandbox))(method, path, { name: 'N', is_allow_registrations: true });
  expect(reply.status).toBe(400);
  expect(sandbox.violations()).toHaveLength(1);
  expect(sandbox.snapshot()).toEqual(before);
});

it.each([
  ['kept' as const, 200, ['x.example']],
  ['refused' as const, 400, undefined],
  ['ignored' as const, 200, undefined],
])('takes allowed domains as %s', async (allowedDomains, status, after) => {
  const sandbox = createSandbox({ seed, unknowns: { allowedDomains } });
  const ask = await connect(sandbox);
  const change = { name: 'Acme Corp', allowed_domains: ['x.example'] };
  expect((await ask('PATCH', 'organization/org_a', change)).status).toBe(status);
  expect((await ask('GET', 'organization?code=org_a')).json).toMatchObject({
    name: status === 200 ? 'Acme Corp' : 'Acme',
    allowed_domains: after ?? [],
  });
});
