// What becomes of people and organizations that a colleague changes or deletes through the API.
import { expect, it } from 'vitest';
import { createSandbox, type Unknowns } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  users: [
    {
      id: 'kp_ann',
      firstName: 'Ann',
      lastName: 'Osei',
      emails: ['ann@x.example', 'second@home.example'],
      sessions: 2,
    },
    { id: 'kp_bo', firstName: 'Bo', phone: '+61400555010' },
  ],
  organizations: [
    { code: 'org_d', name: 'Default', members: [{ user: 'kp_ann' }] },
    {
      code: 'org_a',
      name: 'Acme',
      handle: 'acme',
      allowedDomains: ['acme.example'],
      members: [{ user: 'kp_ann' }],
    },
  ],
};

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const organization = (wanted: string) =>
    sandbox.snapshot().organizations.find(({ code }) => code === wanted);
  return { sandbox, ask: await connect(sandbox), organization };
}

it('changes and deletes people', async () => {
  const { ask, sandbox, organization } = await open();
  await ask('PATCH', 'user?id=kp_bo', { family_name: 'Castellano', is_suspended: true });
  expect(sandbox.snapshot().users[1]).toMatchObject({
    firstName: 'Bo',
    lastName: 'Castellano',
    isSuspended: true,
  });
  for (const [method, path, body] of [
    ['PATCH', 'user?id=kp_bo', { picture: 'x' }],
    ['POST', 'user', { profile: { picture: 'x' } }],
  ] as const)
    expect(await ask(method, path, body)).toMatchObject({ status: 501, code: 'NOT_IN_SANDBOX' });
  expect((await ask('DELETE', 'user?id=kp_ann')).status).toBe(200);
  expect((await ask('DELETE', 'user?id=kp_ann')).code).toBe('USER_NOT_FOUND');
  expect(organization('org_a')?.members).toEqual([]);
});

it('searches names and addresses, all of a person or the preferred one', async () => {
  const found = async (query: string, searchReach: Unknowns['searchReach'] = 'any-identity') => {
    const { ask, sandbox } = await open({ searchReach });
    const ids = rowsOf(await ask('GET', `search/users?query=${query}`), 'results').map((row) => row['id']);
    expect(sandbox.violations()).toEqual([]);
    return ids;
  };
  expect(await found('OSEI')).toEqual(['kp_ann']);
  expect(await found('home.example')).toEqual(['kp_ann']);
  expect(await found('home.example', 'preferred')).toEqual([]);
  expect(await found('*')).toHaveLength(2);
});

it('lists and ends sessions', async () => {
  const { ask, sandbox } = await open();
  expect(rowsOf(await ask('GET', 'users/kp_ann/sessions'), 'sessions')).toHaveLength(2);
  expect((await ask('DELETE', 'users/kp_ann/sessions')).status).toBe(200);
  expect(rowsOf(await ask('GET', 'users/kp_ann/sessions'), 'sessions')).toEqual([]);
  expect((await ask('POST', 'users/kp_ann/refresh_claims')).status).toBe(200);
  expect(sandbox.violations()).toEqual([]);
});

it.each([
  ['leaves them out of the list', {}, [], { status: 200 }],
  ['lists them with a time that has passed', { endedSessions: 'listed' }, [false, false], { status: 200 }],
  [
    'answers 404 where there is none',
    { noSessions: 'not-found' },
    [],
    { status: 404, code: 'SESSIONS_NOT_FOUND' },
  ],
] as const)('%s once sessions have ended', async (_, unknowns, ended, again) => {
  const { ask, sandbox } = await open(unknowns);
  const list = async () => rowsOf(await ask('GET', 'users/kp_ann/sessions'), 'sessions');
  const isOpen = (row: Readonly<Record<string, unknown>>) =>
    Date.parse(String(row['expires_on'])) > Date.now();
  expect((await list()).map(isOpen)).toEqual([true, true]);
  await ask('DELETE', 'users/kp_ann/sessions');
  if (again.status === 200) expect((await list()).map(isOpen)).toEqual(ended);
  else expect(await ask('GET', 'users/kp_ann/sessions')).toMatchObject(again);
  expect(await ask('DELETE', 'users/kp_ann/sessions')).toMatchObject(again);
  expect(sandbox.violations()).toEqual([]);
});

it('prefers and removes addresses', async () => {
  const { ask, sandbox } = await open();
  const list = rowsOf(await ask('GET', 'users/kp_ann/identities'), 'identities');
  const [first, second] = list.map((row) => String(row['id']));
  await ask('PATCH', `identities/${second}`, { is_primary: true });
  expect(sandbox.snapshot().users[0]?.emails).toEqual(['second@home.example', 'ann@x.example']);
  expect((await ask('DELETE', `identities/${first}`)).status).toBe(200);
  expect(sandbox.snapshot().users[0]?.emails).toEqual(['second@home.example']);
  expect((await ask('GET', `identities/${first}`)).code).toBe('IDENTITY_NOT_FOUND');
});

it('removes one member, a handle, and an organization that is not the default one', async () => {
  const { ask, sandbox, organization } = await open();
  expect((await ask('DELETE', 'organizations/org_a/users/kp_ann')).status).toBe(200);
  expect((await ask('DELETE', 'organizations/org_a/users/kp_ann')).code).toBe('USER_NOT_IN_ORGANIZATION');
  expect((await ask('DELETE', 'organization/org_a/handle')).status).toBe(200);
  expect(organization('org_a')).toMatchObject({ handle: null, members: [] });
  expect((await ask('DELETE', 'organization/org_d')).code).toBe('DEFAULT_ORGANIZATION_CANNOT_BE_DELETED');
  expect((await ask('DELETE', 'organization/org_a')).status).toBe(200);
  expect(sandbox.snapshot().organizations).toHaveLength(1);
});

it('keeps allowed domains, or refuses them where the plan has none', async () => {
  const status = async (allowedDomains: Unknowns['allowedDomains'], domains: readonly string[]) => {
    const { ask, organization } = await open({ allowedDomains });
    const reply = await ask('PATCH', 'organization/org_a', { allowed_domains: domains });
    const { json } = await ask('GET', 'organization?code=org_a');
    expect(json['allowed_domains']).toEqual(organization('org_a')?.allowedDomains ?? []);
    return [reply.status, json['allowed_domains']];
  };
  expect(await status('kept', [])).toEqual([200, []]);
  expect(await status('kept', ['b.example'])).toEqual([200, ['b.example']]);
  expect(await status('refused', [])).toEqual([400, ['acme.example']]);
});
