// Lists are given in pages, and a client that does not follow the token sees one page only.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSandbox, type Unknowns } from '../../../src/sandbox/index.js';
import { type Ask, connect, rowsOf } from './connect.js';

function sandboxOf(people: number, unknowns: Partial<Unknowns> = {}) {
  const users = Array.from({ length: people }, (_, index) => ({
    id: `kp_${index}`,
    emails: [`p${index}@x.example`],
  }));
  const members = users.map(({ id }) => ({ user: id, roles: ['member'] }));
  return createSandbox({
    unknowns,
    seed: { roles: [{ key: 'member' }], users, organizations: [{ code: 'org_1', name: 'One', members }] },
  });
}

async function readAll(ask: Ask, path: string, size: number): Promise<readonly (readonly unknown[])[]> {
  const pages: unknown[][] = [];
  let token: unknown;
  do {
    const next = typeof token === 'string' ? `&next_token=${encodeURIComponent(token)}` : '';
    const reply = await ask('GET', `${path}?page_size=${size}${next}`);
    const rows = reply.json['organization_users'] ?? reply.json['users'];
    pages.push((rows as { id: string }[]).map(({ id }) => id));
    token = reply.json['next_token'];
  } while (token);
  return pages;
}

it('gives ten rows unless asked for more', async () => {
  const ask = await connect(sandboxOf(11));
  expect(rowsOf(await ask('GET', 'users'), 'users')).toHaveLength(10);
});

it('gives every row exactly once, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 50 }),
      async (people, size) => {
        const ask = await connect(sandboxOf(people));
        const wanted = Array.from({ length: people }, (_, index) => `kp_${index}`);
        for (const path of ['users', 'organizations/org_1/users']) {
          const pages = await readAll(ask, path, size);
          expect(pages.flat()).toEqual(wanted);
          expect(pages).toHaveLength(Math.max(1, Math.ceil(people / size)));
        }
      },
    ),
    { numRuns: 30 },
  );
});

it('pages the holders of a role', async () => {
  const sandbox = sandboxOf(5);
  const roleId = sandbox.snapshot().roles[0]?.id ?? '';
  const pages = await readAll(await connect(sandbox), `roles/${roleId}/users`, 2);
  expect(pages).toEqual([['kp_0', 'kp_1'], ['kp_2', 'kp_3'], ['kp_4']]);
});

it.each([
  ['absent', undefined],
  ['null', null],
  ['empty', ''],
] as const)('shows the end of a list as %s', async (endOfList, token) => {
  const sandbox = sandboxOf(3, { endOfList });
  const ask = await connect(sandbox);
  for (const path of [
    'users',
    'organizations',
    'roles',
    'organizations/org_1/users',
    'environment/feature_flags',
  ]) {
    expect((await ask('GET', path)).json['next_token']).toBe(token);
  }
  expect(sandbox.violations()).toEqual([]);
});

it.each(['501', '1000000'])('refuses a page size of %s', async (size) => {
  const sandbox = sandboxOf(1);
  const reply = await (await connect(sandbox))('GET', `users?page_size=${size}`);
  expect([reply.status, reply.code]).toEqual([400, 'PAGE_SIZE_LIMIT_EXCEEDED']);
  expect(sandbox.violations()).toHaveLength(1);
});

it.each(['0', '-1', 'ten', '1.5'])('refuses a page size of %s', async (size) => {
  expect((await (await connect(sandboxOf(1)))('GET', `users?page_size=${size}`)).status).toBe(400);
});

it('takes 500 and an empty token', async () => {
  expect((await (await connect(sandboxOf(1)))('GET', 'users?page_size=500&next_token=')).status).toBe(200);
});

it('refuses a token of another list, of another filter, and one that it never gave', async () => {
  const sandbox = sandboxOf(12);
  const ask = await connect(sandbox);
  const token = String((await ask('GET', 'users')).json['next_token']);
  for (const path of [
    `organizations/org_1/users?next_token=${token}`,
    `users?expand=identities&next_token=${token}`,
  ]) {
    expect((await ask('GET', path)).code).toBe('INVALID_NEXT_TOKEN');
  }
  expect((await ask('GET', 'users?next_token=anything')).code).toBe('INVALID_NEXT_TOKEN');
  expect((await ask('GET', `users?page_size=500&next_token=${token}`)).status).toBe(200);
  expect(sandbox.violations()).toHaveLength(3);
});

it('pages a filtered list', async () => {
  const ask = await connect(sandboxOf(12));
  const emails = Array.from({ length: 12 }, (_, index) => `p${index}@x.example`).join(',');
  const first = await ask('GET', `users?email=${emails}&page_size=7`);
  expect(rowsOf(first, 'users')).toHaveLength(7);
  const rest = await ask(
    'GET',
    `users?email=${emails}&page_size=7&next_token=${String(first.json['next_token'])}`,
  );
  expect(rowsOf(rest, 'users')).toHaveLength(5);
});
