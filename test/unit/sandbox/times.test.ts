// Since when and when last seen, as the seed says and as Kinde's document lets it be told.
import { expect, it } from 'vitest';
import { createSandbox, parseSeed } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const now = () => Date.parse('2026-11-22T12:00:00Z');

const seed: SandboxSeed = {
  users: [
    {
      id: 'kp_ann',
      createdOn: '2024-05-01T10:00:00+02:00',
      lastSignedIn: '1 day ago',
      lastSignIns: { org_a: '3 days ago' },
    },
    { id: 'kp_bo' },
    { id: 'kp_cy', createdOn: null, signIns: null },
  ],
  organizations: [
    {
      code: 'org_a',
      name: 'Acme',
      members: [
        { user: 'kp_ann', joinedOn: '10 days ago', lastAccessedOn: '2 days ago' },
        { user: 'kp_bo' },
        { user: 'kp_cy', joinedOn: null },
      ],
    },
  ],
};

async function list(path: string, field: string) {
  const sandbox = createSandbox({ seed, now });
  const rows = rowsOf(await (await connect(sandbox))('GET', path), field);
  expect(sandbox.violations()).toEqual([]);
  return rows;
}

it('tells of people when they were made, and when and how often they signed in', async () => {
  expect(await list('users', 'users')).toMatchObject([
    {
      created_on: '2024-05-01T08:00:00.000Z',
      last_signed_in: '2026-11-21T12:00:00.000Z',
      total_sign_ins: 1,
      last_organization_sign_ins: [{ org_code: 'org_a', last_signed_in: '2026-11-19T12:00:00.000Z' }],
    },
    { created_on: '2026-11-22T12:00:00.000Z', last_signed_in: null, total_sign_ins: 0 },
    { created_on: null, last_signed_in: null, total_sign_ins: null },
  ]);
});

it('tells of members when they joined and were there; an unknown joining is left out, since it cannot be null', async () => {
  const [ann, bo, cy] = await list('organizations/org_a/users', 'organization_users');
  expect(ann).toMatchObject({
    joined_on: '2026-11-12T12:00:00.000Z',
    last_accessed_on: '2026-11-20T12:00:00.000Z',
  });
  expect(bo).toMatchObject({ joined_on: '2026-11-22T12:00:00.000Z', last_accessed_on: null });
  expect(cy).not.toHaveProperty('joined_on');
});

it('finds those who signed in since a time', async () => {
  const find = async (since: string) =>
    (await list(`users?active_since=${since}`, 'users')).map(({ id }) => id);
  expect(await find('2026-11-20T00:00:00Z')).toEqual(['kp_ann']);
  expect(await find('2026-11-22T00:00:00Z')).toEqual([]);
});

it('keeps times when somebody is changed by hand or by a call', async () => {
  const sandbox = createSandbox({ seed: { ...seed, roles: [{ key: 'admin' }] }, now });
  const ask = await connect(sandbox);
  sandbox.change((tenant) => tenant.setRoles('org_a', 'kp_ann', ['admin']));
  await ask('PATCH', 'organizations/org_a/users', { users: [{ id: 'kp_ann', roles: [] }] });
  const [ann] = rowsOf(await ask('GET', 'organizations/org_a/users'), 'organization_users');
  expect(ann).toMatchObject({ roles: [], last_accessed_on: '2026-11-20T12:00:00.000Z' });
});

it.each(['yesterday', '2026-13-01', '2026-01-01T25:00:00Z', '2026-01-01T10:00', '1 day'])(
  'refuses %s, which is no time, with its place',
  (time) =>
    expect(() => parseSeed(`users:\n  - { id: kp_1, createdOn: "${time}" }\n`, 'seed.yaml')).toThrow(
      'seed.yaml:2:',
    ),
);
