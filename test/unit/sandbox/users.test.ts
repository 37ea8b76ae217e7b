// People, how they are found, and how they come to be.
import { expect, it } from 'vitest';
import { createSandbox, type Unknowns } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  users: [
    { id: 'kp_ann', firstName: 'Ann', emails: ['Ann@X.example', 'second@x.example'] },
    { id: 'kp:bo', phone: '+61400555010' },
    { id: 'kp_cy', emails: ['cy@x.example'], username: 'cy' },
  ],
  organizations: [
    { code: 'org_d', name: 'Default', members: [{ user: 'kp_cy' }] },
    { code: 'org_a', name: 'Acme', members: [{ user: 'kp_cy' }] },
  ],
};

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const ask = await connect(sandbox);
  const find = async (query: string) =>
    rowsOf(await ask('GET', `users?${query}`), 'users').map((row) => row['id']);
  return { sandbox, ask, find };
}

it('finds people by any address without regard to case, each once', async () => {
  const { find } = await open();
  expect(await find('email=ann@x.example,SECOND@x.example,nobody@x.example,cy@x.example')).toEqual([
    'kp_ann',
    'kp_cy',
  ]);
});

it('finds them only as written where the filter is strict about case', async () => {
  const { find } = await open({ emailFilterCase: 'sensitive' });
  expect(await find('email=ann@x.example')).toEqual([]);
  expect(await find('email=Ann@X.example')).toEqual(['kp_ann']);
});

it('finds them only by the preferred address where the filter reaches no further', async () => {
  const { find } = await open({ emailFilterReach: 'preferred' });
  expect(await find('email=second@x.example')).toEqual([]);
  expect(await find('email=ann@x.example')).toEqual(['kp_ann']);
});

it('finds people by id, phone, user name and whether they are in any organization', async () => {
  const { find } = await open();
  expect(await find('user_id=kp_cy,kp%3Abo,kp_x')).toEqual(['kp_cy', 'kp:bo']);
  expect(await find('phone=%2B61400555010')).toEqual(['kp:bo']);
  expect(await find('username=cy')).toEqual(['kp_cy']);
  expect(await find('has_organization=true')).toEqual(['kp_cy']);
  expect(await find('has_organization=false')).toEqual(['kp_ann', 'kp:bo']);
  expect(await find('email=cy@x.example&user_id=kp_ann')).toEqual([]);
  expect(await find('email=cy@x.example&user_id=kp_cy')).toEqual(['kp_cy']);
  expect(await find('active_since=2026-01-01T00:00:00Z')).toEqual([]);
});

it('tells organizations and identities only when asked', async () => {
  const { ask } = await open();
  const [plain] = rowsOf(await ask('GET', 'users?user_id=kp_cy'), 'users');
  expect(plain).not.toHaveProperty('organizations');
  expect(plain).not.toHaveProperty('identities');
  const [row] = rowsOf(await ask('GET', 'users?user_id=kp_cy&expand=organizations,identities'), 'users');
  expect(row).toMatchObject({
    organizations: ['org_a', 'org_d'],
    identities: [
      { type: 'email', identity: 'cy@x.example' },
      { type: 'username', identity: 'cy' },
    ],
  });
});

it('leaves the address out where there is none', async () => {
  const { ask } = await open();
  expect(rowsOf(await ask('GET', 'users?user_id=kp%3Abo'), 'users')[0]).not.toHaveProperty('email');
});

it('reads one person by id', async () => {
  const { ask } = await open();
  expect((await ask('GET', 'user?id=kp_ann')).json).toMatchObject({
    id: 'kp_ann',
    preferred_email: 'Ann@X.example',
  });
  expect((await ask('GET', 'user?id=kp%3Abo&expand=identities')).json['identities']).toEqual([
    { type: 'phone', identity: '+61400555010' },
  ]);
  expect((await ask('GET', 'user?id=kp_x')).code).toBe('USER_NOT_FOUND');
});

const newcomer = (email: string, organization?: string) => ({
  profile: { given_name: 'Dee', family_name: 'Day' },
  identities: [{ type: 'email', is_verified: true, details: { email } }],
  ...(organization === undefined ? {} : { organization_code: organization }),
});

it.each([
  ['given-organization', ['org_a']],
  ['also-default', ['org_a', 'org_d']],
] as const)('puts a new person into %s', async (createdUsers, organizations) => {
  const { sandbox, ask } = await open({ createdUsers });
  const { json } = await ask('POST', 'user', newcomer('Dee@x.example', 'org_a'));
  expect(json).toMatchObject({ created: true, identities: [{ type: 'email', result: { created: true } }] });
  const found = rowsOf(await ask('GET', 'users?email=dee@x.example&expand=organizations'), 'users');
  expect(found).toMatchObject([{ id: json['id'], email: 'Dee@x.example', first_name: 'Dee', organizations }]);
  expect(sandbox.violations()).toEqual([]);
});

it('puts a new person of no organization nowhere, or into the default one', async () => {
  for (const [createdUsers, organizations] of [
    ['given-organization', []],
    ['also-default', ['org_d']],
  ] as const) {
    const { ask } = await open({ createdUsers });
    await ask('POST', 'user', newcomer('dee@x.example'));
    expect(rowsOf(await ask('GET', 'users?email=dee@x.example&expand=organizations'), 'users')).toMatchObject(
      [{ organizations }],
    );
  }
});

it.each(['CY@x.example', 'second@X.example', 'ann@x.example'])(
  'refuses a new person with the taken address %s',
  async (email) => {
    const { sandbox, ask } = await open({ emailFilterReach: 'preferred', emailFilterCase: 'sensitive' });
    const before = sandbox.snapshot();
    const reply = await ask('POST', 'user', newcomer(email, 'org_a'));
    expect([reply.status, reply.code]).toEqual([400, 'EMAIL_ALREADY_IN_USE']);
    expect(sandbox.snapshot()).toEqual(before);
  },
);

it.each([
  ['ORGANIZATION_NOT_FOUND', newcomer('dee@x.example', 'org_x')],
  ['INVALID_EMAIL', newcomer('not an address')],
  ['IDENTITY_DETAILS_REQUIRED', { identities: [{ type: 'email', details: {} }] }],
  ['IDENTITY_ALREADY_IN_USE', { identities: [{ type: 'username', details: { username: 'CY' } }] }],
  [
    'IDENTITY_REPEATED',
    { identities: ['d@x.example', 'D@x.example'].map((email) => ({ type: 'email', details: { email } })) },
  ],
])('answers %s and creates nobody', async (code, body) => {
  const { sandbox, ask } = await open();
  expect((await ask('POST', 'user', body)).code).toBe(code);
  expect(sandbox.snapshot().users).toHaveLength(3);
});

it('lists the identities of a person and adds to them', async () => {
  const { sandbox, ask } = await open();
  const added = await ask('POST', 'users/kp%3Abo/identities', { type: 'email', value: 'bo@x.example' });
  expect(added.status).toBe(201);
  const identities = rowsOf(await ask('GET', 'users/kp%3Abo/identities'), 'identities');
  expect(identities.map(({ type, name, is_primary: isPrimary }) => [type, name, isPrimary])).toEqual([
    ['email', 'bo@x.example', true],
    ['phone', '+61400555010', false],
  ]);
  expect((await ask('POST', 'users/kp%3Abo/identities', { type: 'username', value: 'bo' })).status).toBe(201);
  expect(sandbox.violations()).toEqual([]);
});

it('refuses an identity that somebody has, that is nothing, or whose owner does not exist', async () => {
  const { ask } = await open();
  const email = (value: string) => ({ type: 'email', value });
  expect((await ask('POST', 'users/kp_cy/identities', email('ANN@x.example'))).code).toBe(
    'EMAIL_ALREADY_IN_USE',
  );
  expect((await ask('POST', 'users/kp_cy/identities', {})).code).toBe('IDENTITY_DETAILS_REQUIRED');
  expect((await ask('POST', 'users/kp_cy/identities', { type: 'social', value: 'x' })).code).toBe(
    'NOT_IN_SANDBOX',
  );
  expect((await ask('POST', 'users/kp_x/identities', email('x@x.example'))).code).toBe('USER_NOT_FOUND');
  expect((await ask('GET', 'users/kp_cy/identities?starting_after=1')).code).toBe('NOT_IN_SANDBOX');
});
