// Somebody listed by an address that no look-up shows, who is in the organization already: the plan takes them for a new
// person and shows no loss of roles, so apply must not take any.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed, SeedUser } from '../../../src/sandbox/index.js';
import { makeFolder, reportOf, runInWorld } from '../../fake-world.js';

const people = (name: string, count: number): readonly SeedUser[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `kp_${name}${index}`,
    emails: [`${name}${index}@a.example`],
  }));

/** More members than are looked up by id, and more people than are read for one address. */
const staff = people('s', 600);
const seed: SandboxSeed = {
  roles: [{ key: 'admin' }, { key: 'viewer' }],
  users: [...people('c', 12_000), ...staff, { id: 'kp_boss', emails: ['boss@a.example', 'boss@b.example'] }],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_a',
      name: 'A',
      members: [{ user: 'kp_boss', roles: ['admin'] }, ...staff.map(({ id = '' }) => ({ user: id }))],
    },
  ],
};

async function apply(...listed: readonly string[]) {
  const unknowns = { emailFilterReach: 'preferred', searchReach: 'preferred' } as const;
  const sandbox = createSandbox({ seed, unknowns });
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1
safety: { keepHolder: [admin] }
organizations: [{ code: org_a, membership: additive, members: [${listed.join(', ')}] }]
`,
  });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json'], { sandbox, cwd });
  const { verified, changes } = reportOf(ended);
  const organization = sandbox.snapshot().organizations.find(({ code }) => code === 'org_a');
  const roles = organization?.members.find(({ user }) => user === 'kp_boss')?.roles;
  const errors = changes.flatMap(({ error }) => error?.code ?? []);
  return { status: ended.status, verified, roles, errors };
}

it.each([
  ['other roles', ['{ email: boss@b.example, roles: [viewer] }']],
  ['no roles', ['{ email: boss@b.example, roles: [] }']],
  [
    'other roles beside the known address',
    ['{ email: boss@a.example, roles: [admin] }', '{ email: boss@b.example, roles: [viewer] }'],
  ],
])('keeps their roles if listed with %s', async (_, listed) => {
  expect(await apply(...listed)).toEqual({
    status: 1,
    verified: false,
    roles: ['admin'],
    errors: ['listed-after-all'],
  });
});

it('keeps the role of somebody who hands it over to themselves', async () => {
  const ended = await apply(
    '{ email: boss@a.example, roles: [viewer] }',
    '{ email: boss@b.example, roles: [admin] }',
  );
  expect(ended).toEqual({
    status: 1,
    verified: false,
    roles: ['admin'],
    errors: ['listed-after-all', 'additions-failed'],
  });
});

it.each([
  ['the same roles', '{ email: boss@b.example, roles: [admin] }', ['admin']],
  ['more roles', '{ email: boss@b.example, roles: [admin, viewer] }', ['admin', 'viewer']],
  ['roles that are not managed', 'boss@b.example', ['admin']],
])('succeeds if listed with %s', async (_, listed, roles) => {
  expect(await apply(listed)).toEqual({ status: 0, verified: true, roles, errors: [] });
});
