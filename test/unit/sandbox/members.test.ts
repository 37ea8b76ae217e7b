// Membership: listing, and the bulk writes whose answers must be compared with what was asked.
import { expect, it } from 'vitest';
import { createSandbox, type Unknowns } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  permissions: [{ key: 'read' }],
  roles: [{ key: 'admin', permissions: ['read'] }, { key: 'viewer' }],
  users: [
    { id: 'kp_ann', firstName: 'Ann', lastName: 'Osei', emails: ['Ann@x.example', 'ann@home.example'] },
    { id: 'kp:bo', firstName: 'Bo', phone: '+61400555010' },
    { id: 'kp_cy', emails: ['cy@x.example'], isSuspended: true },
  ],
  organizations: [
    { code: 'org_d', name: 'Default' },
    {
      code: 'org_a',
      name: 'Acme',
      members: [{ user: 'kp_ann', roles: ['admin'] }, { user: 'kp:bo' }],
    },
  ],
};

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const ask = await connect(sandbox);
  const members = () => sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.members;
  return { sandbox, ask, members };
}

const path = 'organizations/org_a/users';

it('lists members with the preferred address, or null where there is none, and role keys', async () => {
  const { ask } = await open();
  expect(rowsOf(await ask('GET', path), 'organization_users')).toMatchObject([
    { id: 'kp_ann', email: 'Ann@x.example', full_name: 'Ann Osei', roles: ['admin'], is_suspended: false },
    { id: 'kp:bo', email: null, full_name: 'Bo', last_name: null, roles: [] },
  ]);
});

it('lists who is suspended in this organization alone, and who is everywhere', async () => {
  const members = [{ user: 'kp_ann', isSuspended: true }, { user: 'kp:bo' }, { user: 'kp_cy' }];
  const organizations = [
    { code: 'org_d', name: 'Default', members: [{ user: 'kp_ann' }] },
    { code: 'org_a', name: 'Acme', members },
  ];
  const sandbox = createSandbox({ seed: { ...seed, organizations } });
  const ask = await connect(sandbox);
  const suspended = async (code: string) =>
    rowsOf(await ask('GET', `organizations/${code}/users`), 'organization_users').map(
      (row) => row['is_suspended'],
    );
  expect([await suspended('org_a'), await suspended('org_d')]).toEqual([[true, false, true], [false]]);
  await ask('PATCH', path, { users: [{ id: 'kp_ann', roles: ['admin'] }] });
  sandbox.change((tenant) => tenant.suspendMember('Acme', 'kp:bo'));
  expect(await suspended('org_a')).toEqual([true, true, true]);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.members).toEqual([
    { user: 'kp:bo', roles: [], isSuspended: true },
    { user: 'kp_ann', roles: ['admin'], isSuspended: true },
    { user: 'kp_cy', roles: [] },
  ]);
});

it('filters members by roles, all of which must match, and sorts them', async () => {
  const { ask } = await open();
  const ids = async (query: string) =>
    rowsOf(await ask('GET', `${path}?${query}`), 'organization_users').map((row) => row['id']);
  expect(await ids('roles=admin')).toEqual(['kp_ann']);
  expect(await ids('roles=admin,viewer')).toEqual([]);
  expect(await ids('permissions=anything')).toEqual([]);
  expect(await ids('permissions=read')).toEqual(['kp_ann']);
  expect(await ids('sort=name_desc')).toEqual(['kp:bo', 'kp_ann']);
  expect(await ids('sort=email_asc')).toEqual(['kp:bo', 'kp_ann']);
});

it('adds people who are suspended, or passes over them', async () => {
  const added = async (addSuspended: Unknowns['addSuspended'], method: string) => {
    const { ask, members } = await open({ addSuspended });
    const { json } = await ask(method, path, { users: [{ id: 'kp_cy' }] });
    expect(members()?.some(({ user }) => user === 'kp_cy')).toBe(addSuspended === 'added');
    return json['users_added'];
  };
  expect([await added('added', 'POST'), await added('skipped', 'POST')]).toEqual([['kp_cy'], []]);
  expect([await added('added', 'PATCH'), await added('skipped', 'PATCH')]).toEqual([['kp_cy'], []]);
});

it.each(['POST', 'PATCH'])(
  'refuses a %s that would add somebody suspended, and nothing of it',
  async (method) => {
    const { ask, members } = await open({ addSuspended: 'refused' });
    const before = members();
    const reply = await ask(method, path, { users: [{ id: 'kp:bo', roles: ['viewer'] }, { id: 'kp_cy' }] });
    expect([reply.status, reply.code]).toEqual([400, 'USER_SUSPENDED']);
    expect(members()).toEqual(before);
  },
);

it('adds people with roles and says whom', async () => {
  const { ask, members } = await open();
  const reply = await ask('POST', path, { users: [{ id: 'kp_cy', roles: ['viewer', 'viewer'] }] });
  expect(reply.json['users_added']).toEqual(['kp_cy']);
  expect(members()).toContainEqual({ user: 'kp_cy', roles: ['viewer'] });
});

it('leaves a member out of users_added, and their roles as they are', async () => {
  const { ask, members } = await open();
  const reply = await ask('POST', path, { users: [{ id: 'kp_ann', roles: ['viewer'] }, { id: 'kp_cy' }] });
  expect(reply.json['users_added']).toEqual(['kp_cy']);
  expect(members()).toContainEqual({ user: 'kp_ann', roles: ['admin'] });
});

it('refuses the whole call for a member where that is how Kinde does it', async () => {
  const { ask, members } = await open({ addExistingMember: 'refused' });
  const reply = await ask('POST', path, { users: [{ id: 'kp_cy' }, { id: 'kp_ann' }] });
  expect(reply.code).toBe('USER_ALREADY_IN_ORGANIZATION');
  expect(members()).toHaveLength(2);
});

it.each([
  ['replace', ['viewer']],
  ['add', ['admin', 'viewer']],
] as const)('lets roles in PATCH %s those that are held', async (patchRoles, roles) => {
  const { ask, members } = await open({ patchRoles });
  const reply = await ask('PATCH', path, { users: [{ id: 'kp_ann', roles: ['viewer'] }] });
  expect(reply.json).toMatchObject({ users_added: [], users_updated: ['kp_ann'], users_removed: [] });
  expect(members()).toContainEqual({ user: 'kp_ann', roles });
});

it('leaves roles alone that a PATCH does not name', async () => {
  const { ask, members } = await open();
  await ask('PATCH', path, { users: [{ id: 'kp_ann' }] });
  expect(members()).toContainEqual({ user: 'kp_ann', roles: ['admin'] });
});

it('removes members, keeps the people, and does not list those who were not in it', async () => {
  const { sandbox, ask, members } = await open();
  const users = ['kp:bo', 'kp_cy'].map((id) => ({ id, operation: 'delete' }));
  expect((await ask('PATCH', path, { users })).json['users_removed']).toEqual(['kp:bo']);
  expect(members()).toHaveLength(1);
  expect(sandbox.snapshot().users).toHaveLength(3);
});

it('adds somebody whom a PATCH names without their being a member', async () => {
  const { ask, members } = await open();
  const reply = await ask('PATCH', path, { users: [{ id: 'kp_cy', roles: ['viewer'] }] });
  expect(reply.json['users_added']).toEqual(['kp_cy']);
  expect(members()).toHaveLength(3);
});

it.each(['POST', 'PATCH'])(
  'refuses the whole %s for an unknown role, person or permission',
  async (method) => {
    const { ask, members } = await open();
    const before = members();
    const good = { id: 'kp_cy', roles: ['viewer'] };
    for (const [bad, code] of [
      [{ id: 'kp_ann', roles: ['nobody'] }, 'ROLE_NOT_FOUND'],
      [{ id: 'kp_unknown' }, 'USER_NOT_FOUND'],
      [{ roles: ['admin'] }, 'USER_NOT_FOUND'],
      [{ id: 'kp_ann', permissions: ['fly'] }, 'PERMISSION_NOT_FOUND'],
    ] as const) {
      expect((await ask(method, path, { users: [good, bad] })).code).toBe(code);
    }
    expect(members()).toEqual(before);
  },
);

it('refuses an empty bulk call, one of more than 100 people, and an operation that is none', async () => {
  const { sandbox, ask, members } = await open();
  expect((await ask('POST', path, { users: [] })).code).toBe('USERS_REQUIRED');
  expect((await ask('POST', path)).code).toBe('USERS_REQUIRED');
  expect(sandbox.violations()).toEqual([]);
  const users = Array.from({ length: 101 }, () => ({ id: 'kp_cy' }));
  expect((await ask('POST', path, { users })).code).toBe('TOO_MANY_USERS');
  expect((await ask('PATCH', path, { users: [{ id: 'kp_ann', operation: 'remove' }] })).code).toBe(
    'INVALID_OPERATION',
  );
  expect(sandbox.violations()).toHaveLength(2);
  expect(members()).toHaveLength(2);
});

it('takes exactly 100 people in a bulk call', async () => {
  const users = Array.from({ length: 100 }, (_, index) => ({ id: `kp_${index}` }));
  const sandbox = createSandbox({ seed: { users, organizations: [{ code: 'org_a', name: 'Acme' }] } });
  const reply = await (await connect(sandbox))('POST', path, { users });
  expect(reply.json['users_added']).toHaveLength(100);
});

it('knows no organization that is not there', async () => {
  const { ask } = await open();
  expect((await ask('GET', 'organizations/org_x/users')).code).toBe('ORGANIZATION_NOT_FOUND');
  expect((await ask('POST', 'organizations/org_x/users', { users: [{ id: 'kp_cy' }] })).code).toBe(
    'ORGANIZATION_NOT_FOUND',
  );
});
