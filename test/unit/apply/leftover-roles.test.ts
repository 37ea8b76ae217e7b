// Takes away only roles that are side effects of this apply. A role that another change gave meanwhile stays, and so does a kept
// role of its last holder.
import { expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { makeTenant } from '../../tenant.js';
import { applyBench } from './apply-bench.js';
import type { Run } from './apply-bench.js';

const seed = makeTenant({
  domain: 'a.example',
  roles: ['admin', 'viewer'],
  people: ['ann', 'bo'],
  organizations: [
    { code: 'org_0', name: 'Home', members: ['ann'] },
    { code: 'org_1', name: 'Acme', members: ['ann admin', 'cho admin'] },
  ],
});

type Edit = Parameters<Sandbox['change']>[0];

/** Edits the tenant by hand before the first reading that follows the write. */
function editAfter(write: string, edit: Edit): NonNullable<Run['fault']> {
  let isNext = false;
  return ({ operation, method }, sandbox) => {
    if (operation === write) isNext = true;
    if (method !== 'GET' || !isNext) return undefined;
    isNext = false;
    sandbox.change(edit);
    return undefined;
  };
}

const ann = 'ann@a.example';
const acme = (...members: readonly unknown[]) => [{ code: 'org_1', membership: 'additive', members }];
const viewer = (email: string) => ({ email, roles: ['viewer'] });

it('leaves a role that was given by hand meanwhile, and names it', async () => {
  const { ends, changes, rolesOf, verified } = await applyBench({
    seed,
    organizations: acme(ann, viewer('bo@a.example')),
    safety: { keepHolder: ['admin'] },
    fault: editAfter('AddOrganizationUsers', (tenant) => {
      tenant.setRoles('org_1', 'kp_bo', ['admin']);
      tenant.setRoles('org_1', 'kp_ann', ['viewer']);
      tenant.setRoles('org_1', 'kp_cho', ['viewer']);
    }),
  });
  expect([ends, verified]).toEqual([['add member: failed not-verified'], false]);
  expect(changes).toMatchObject([{ error: { message: expect.stringContaining('admin') as string } }]);
  expect(rolesOf('org_1', 'kp_bo')).toEqual(['admin']);
});

it('takes the roles of the plan away, and leaves the one that was given by hand', async () => {
  const { ends, rolesOf } = await applyBench({
    seed: makeTenant({ ...tenantOf(['bo viewer', 'ann admin']), roles: ['owner'] }),
    organizations: acme({ email: 'bo@a.example', roles: ['admin'] }),
    unknowns: { patchRoles: 'add' },
    fault: editAfter('UpdateOrganizationUsers', (tenant) =>
      tenant.setRoles('org_1', 'kp_bo', ['admin', 'viewer', 'owner']),
    ),
  });
  expect(ends).toEqual(['update member: failed not-verified']);
  expect(rolesOf('org_1', 'kp_bo')).toEqual(['admin', 'owner']);
});

it('leaves a kept role with its last holder, if the other one lost it meanwhile', async () => {
  const { ends, changes, rolesOf, verified } = await applyBench({
    seed: makeTenant(tenantOf(['bo admin', 'ann admin'])),
    organizations: acme(viewer('bo@a.example')),
    safety: { keepHolder: ['admin'] },
    unknowns: { patchRoles: 'add' },
    fault: editAfter('UpdateOrganizationUsers', (tenant) => tenant.setRoles('org_1', 'kp_ann', [])),
  });
  expect([ends, verified]).toEqual([['update member: failed not-verified'], false]);
  expect(changes).toMatchObject([{ error: { message: expect.stringContaining('admin') as string } }]);
  expect(rolesOf('org_1', 'kp_bo')).toEqual(['admin', 'viewer']);
});

it('leaves a kept role with one of two people who lose it, if no one else holds it any more', async () => {
  const { rolesOf } = await applyBench({
    seed: makeTenant(tenantOf(['bo admin', 'cho admin', 'ann admin'])),
    organizations: acme(viewer('bo@a.example'), viewer('cho@a.example')),
    safety: { keepHolder: ['admin'] },
    unknowns: { patchRoles: 'add' },
    fault: editAfter('UpdateOrganizationUsers', (tenant) => tenant.setRoles('org_1', 'kp_ann', [])),
  });
  const holders = ['kp_bo', 'kp_cho'].filter((user) => rolesOf('org_1', user)?.includes('admin'));
  expect(holders).toHaveLength(1);
});

it('takes a kept role from a suspended person while another one holds it', async () => {
  const { ends, rolesOf } = await applyBench({
    seed: makeTenant({
      ...tenantOf(['bo admin', 'ann admin']),
      people: [{ id: 'kp_bo', emails: ['bo@a.example'], isSuspended: true }],
    }),
    organizations: acme(viewer('bo@a.example')),
    safety: { keepHolder: ['admin'] },
    unknowns: { patchRoles: 'add' },
  });
  expect([ends, rolesOf('org_1', 'kp_bo')]).toEqual([['update member: applied'], ['viewer']]);
});

it('leaves a kept role if the members can not be read again', async () => {
  let reads = 0;
  const { ends, rolesOf } = await applyBench({
    seed: makeTenant(tenantOf(['bo admin', 'ann admin'])),
    organizations: acme(viewer('bo@a.example')),
    safety: { keepHolder: ['admin'] },
    unknowns: { patchRoles: 'add' },
    fault: ({ operation }) => {
      if (operation !== 'GetOrganizationUsers' || (reads += 1) !== 2) return undefined;
      return Response.json({ errors: [{ code: 'NO', message: 'no' }] }, { status: 400 });
    },
  });
  expect(ends).toEqual(['update member: failed not-verified']);
  expect(rolesOf('org_1', 'kp_bo')).toEqual(['admin', 'viewer']);
});

it('takes a default role away that Kinde gave to a new person', async () => {
  const { ends, snapshot, verified } = await applyBench({
    seed: { ...seed, roles: [{ key: 'admin' }, { key: 'viewer', isDefault: true }] },
    organizations: acme({ email: 'new@a.example', roles: [] }),
    unknowns: { defaultRoles: 'given' },
  });
  expect([ends, verified]).toEqual([['create user: applied', 'add member: applied'], true]);
  expect(snapshot.organizations[1]?.members.find(({ roles }) => !roles.includes('admin'))?.roles).toEqual([]);
});

function tenantOf(members: readonly string[]) {
  return {
    domain: 'a.example',
    roles: ['admin', 'viewer'],
    organizations: [
      { code: 'org_0', name: 'Home' },
      { code: 'org_1', name: 'Acme', members },
    ],
  };
}
