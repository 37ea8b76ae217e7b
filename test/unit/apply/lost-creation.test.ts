// Finds a person after a lost answer to their creation. Only a person who is proven to be new counts as created by the apply.
import { expect, it } from 'vitest';
import type { InterceptedRequest, Interception, Sandbox, SeedUser } from '../../../src/sandbox/index.js';
import { makeTenant } from '../../tenant.js';
import { applyBench } from './apply-bench.js';
import type { Run } from './apply-bench.js';

const mail = (name: string) => `${name}@a.example`;

const tenant = (member: string, ...others: readonly SeedUser[]) =>
  makeTenant({
    domain: 'a.example',
    roles: ['admin', 'viewer'],
    people: [{ id: 'kp_x', emails: [mail('x')], createdOn: '12 days ago' }, ...others],
    organizations: [
      { code: 'org_0', name: 'Home', members: ['x', 'bo'] },
      { code: 'org_1', name: 'Acme', members: ['bo', ...(member === '' ? [] : [member])] },
    ],
  });

/** Edits the tenant when the first creation arrives, and answers it. */
function atFirstCreation(
  edit: Parameters<Sandbox['change']>[0],
  answer: Interception,
): (request: InterceptedRequest, sandbox: Sandbox) => Interception | undefined {
  return ({ operation, count }, sandbox) => {
    if (operation !== 'createUser' || count > 1) return undefined;
    sandbox.change(edit);
    return answer;
  };
}

const home = { default: true, membership: 'exact', members: [mail('x'), mail('bo')] };
const safety = { protect: [mail('x')], keepHolder: ['admin'] };

const becomes =
  (...emails: readonly string[]): Parameters<Sandbox['change']>[0] =>
  (edited) => {
    edited.changeUser('kp_x', { emails });
  };

it.each([
  ['a second address', [mail('x'), mail('new')]],
  ['the first address', [mail('new'), mail('x')]],
  ['the only address', [mail('new')]],
])('leaves an existing person in the default organization who got the address as %s', async (_, emails) => {
  const { ends, membersOf, notices, verified } = await applyBench({
    seed: tenant(''),
    safety,
    organizations: [home, { code: 'org_1', membership: 'exact', members: [mail('bo'), mail('new')] }],
    fault: atFirstCreation(becomes(...emails), 'drop-before'),
  });
  expect([membersOf('org_0'), membersOf('org_1')]).toEqual([
    ['kp_bo', 'kp_x'],
    ['kp_bo', 'kp_x'],
  ]);
  expect([ends, verified]).toEqual([['create user: applied', 'add member: applied'], true]);
  expect(notices.map(({ code }) => code)).toEqual(['person-found']);
});

it('overwrites no role of an existing person who got the address', async () => {
  const { ends, rolesOf } = await applyBench({
    seed: tenant('x admin'),
    safety,
    organizations: [
      {
        code: 'org_1',
        membership: 'exact',
        members: [mail('bo'), mail('x'), { email: mail('new'), roles: ['viewer'] }],
      },
    ],
    fault: atFirstCreation(becomes(mail('x'), mail('new')), 'drop-before'),
  });
  expect(ends).toEqual(['create user: applied', 'add member: skipped listed-after-all']);
  expect(rolesOf('org_1', 'kp_x')).toEqual(['admin']);
});

it('adds the owner whom only the search shows, when the second creation is refused', async () => {
  const { ends, membersOf, snapshot, verified } = await applyBench({
    seed: tenant(''),
    safety,
    unknowns: { emailFilterReach: 'preferred' },
    organizations: [home, { code: 'org_1', membership: 'exact', members: [mail('bo'), mail('new')] }],
    fault: atFirstCreation(becomes(mail('x'), mail('new')), 'drop-before'),
  });
  expect([ends, verified]).toEqual([['create user: applied', 'add member: applied'], true]);
  expect([membersOf('org_0'), membersOf('org_1')]).toEqual([
    ['kp_bo', 'kp_x'],
    ['kp_bo', 'kp_x'],
  ]);
  expect(snapshot.users).toHaveLength(2);
});

const newcomer: Pick<Run, 'seed' | 'organizations' | 'safety'> = {
  seed: tenant(''),
  safety,
  organizations: [
    home,
    { code: 'org_1', membership: 'exact', members: [mail('bo'), { email: mail('new'), roles: ['viewer'] }] },
  ],
};

it('takes a person who is proven to be new out of the default organization, and sets their roles', async () => {
  const { membersOf, snapshot, notices, verified } = await applyBench({
    ...newcomer,
    unknowns: { createdUsers: 'also-default', defaultRoles: 'given' },
    fault: atFirstCreation(() => undefined, 'drop-after'),
  });
  expect([membersOf('org_0'), verified, notices]).toEqual([['kp_bo', 'kp_x'], true, []]);
  expect(snapshot.organizations[1]?.members.map(({ roles }) => roles)).toContainEqual(['viewer']);
});

it.each<[string, (row: Record<string, unknown>) => object]>([
  ['Kinde does not tell when they were created', ({ created_on: _, ...row }) => row],
  ['Kinde shows none of their identities', (row) => ({ ...row, identities: null })],
  ['Kinde does not show their organizations', ({ organizations: _, ...row }) => row],
])('removes a new person from nothing if %s', async (_, change) => {
  let isLost = false;
  const { ends, membersOf, notices } = await applyBench({
    ...newcomer,
    unknowns: { createdUsers: 'also-default' },
    fault: ({ operation }, sandbox) => {
      if (operation === 'createUser') return 'drop-after';
      if (operation !== 'getUsers' || isLost) return undefined;
      isLost = true;
      const user = sandbox.snapshot().users.find(({ emails }) => emails.includes(mail('new')));
      const row = {
        id: user?.id,
        email: mail('new'),
        created_on: new Date().toISOString(),
        organizations: ['org_0', 'org_1'],
        identities: [{ type: 'email', identity: mail('new') }],
      };
      const users = [change(row)];
      return Response.json({ code: 'OK', message: 'ok', users, next_token: null });
    },
  });
  expect(ends[0]).toBe('create user: applied');
  expect([membersOf('org_0')?.length, notices.map(({ code }) => code)]).toEqual([3, ['person-found']]);
});
