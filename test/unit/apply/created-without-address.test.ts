// Does not believe the creation of a person whose account lacks the address, and sends no removal that relies on it.
import { describe, expect, it } from 'vitest';
import type { TimelessUser } from '../../../src/sandbox/seed.js';
import { makeTenant } from '../../tenant.js';
import { applyBench } from './apply-bench.js';
import type { Run } from './apply-bench.js';

const mail = (name: string) => `${name}@a.example`;

const seed = makeTenant({
  domain: 'a.example',
  roles: ['admin'],
  organizations: [
    { code: 'org_0', name: 'Home', members: ['bo'] },
    { code: 'org_1', name: 'Acme', members: ['ann admin', 'bo', 'cho'] },
  ],
});

/** Creates another account than the one that was asked for, and confirms. */
const creates =
  (account: Omit<TimelessUser, 'id'>, ...codes: readonly string[]): NonNullable<Run['fault']> =>
  ({ operation, body }, sandbox) => {
    if (operation !== 'createUser') return undefined;
    const given = (body as { readonly organization_code: string }).organization_code;
    sandbox.change((tenant) => {
      tenant.addUser({ id: 'kp_made', ...account });
      for (const code of [given, ...codes]) tenant.addMember(code, 'kp_made');
    });
    return Response.json({ id: 'kp_made', created: true });
  };

const acme = (...members: readonly unknown[]) => ({ code: 'org_1', membership: 'exact', members });
const newcomer = { email: mail('new'), firstName: 'New', lastName: 'Person' };
const named = { firstName: 'New', lastName: 'Person' };

describe.each<[string, Omit<TimelessUser, 'id'>]>([
  ['no address', { emails: [], ...named }],
  ['another address', { emails: ['else@a.example'], ...named }],
])('an account that Kinde creates with %s', (_, account) => {
  it('is not verified', async () => {
    const { ends, verified, sent, plan, changes } = await applyBench({
      seed,
      organizations: [acme(mail('ann'), mail('bo'), mail('cho'), newcomer)],
      fault: creates(account),
    });
    expect([ends[0], verified]).toEqual(['create user: failed not-verified', false]);
    expect(changes[0]?.error?.message).toContain('kp_made');
    // One request looks the person up, because the member list does not show the address.
    expect(sent['GET']).toBe((plan.estimate.requests['GET'] ?? 0) + 1);
  });

  it('does not replace the last holder of a role', async () => {
    const { ends, verified, membersOf, rolesOf } = await applyBench({
      seed,
      safety: { keepHolder: ['admin'] },
      organizations: [acme(mail('bo'), mail('cho'), { ...newcomer, roles: ['admin'] })],
      fault: creates(account),
    });
    expect([...ends].sort()).toEqual([
      'add member: failed not-verified',
      'create user: failed not-verified',
      'remove member: skipped additions-failed',
    ]);
    expect([verified, rolesOf('org_1', 'kp_ann')]).toEqual([false, ['admin']]);
    expect(membersOf('org_1')).toContain('kp_ann');
  });

  it('does not replace all members', async () => {
    const { ends, membersOf } = await applyBench({
      seed,
      organizations: [acme(newcomer)],
      fault: creates(account),
    });
    expect(ends.filter((end) => end === 'remove member: skipped additions-failed')).toHaveLength(3);
    expect(membersOf('org_1')).toHaveLength(4);
  });

  it('is not taken out of the default organization', async () => {
    const { ends, membersOf } = await applyBench({
      seed,
      organizations: [
        { default: true, membership: 'exact', members: [mail('bo')] },
        acme(mail('ann'), mail('bo'), mail('cho'), newcomer),
      ],
      fault: creates(account, 'org_0'),
    });
    expect(ends[0]).toBe('create user: failed not-verified');
    expect(membersOf('org_0')).toEqual(['kp_bo', 'kp_made']);
  });
});

it('believes an account whose address only the look-up shows', async () => {
  const { ends, verified } = await applyBench({
    seed,
    safety: { keepHolder: ['admin'] },
    organizations: [acme(mail('bo'), mail('cho'), { ...newcomer, roles: ['admin'] })],
    fault: creates({ emails: [mail('first'), mail('new')], ...named }),
  });
  expect([new Set(ends.map((end) => end.replace(/.*: /, ''))), verified]).toEqual([
    new Set(['applied']),
    true,
  ]);
});

it('does not verify an account that nothing shows', async () => {
  const { ends, verified } = await applyBench({
    seed,
    organizations: [acme(mail('ann'), mail('bo'), mail('cho'), newcomer)],
    fault: ({ operation }) =>
      operation === 'createUser' ? Response.json({ id: 'kp_none', created: true }) : undefined,
  });
  expect([ends[0], verified]).toEqual(['create user: failed not-verified', false]);
});

it.each<[string, Omit<TimelessUser, 'id'>]>([
  ['without the names', {}],
  ['with other names', { firstName: 'Person' }],
])('warns of an account that Kinde creates %s', async (_, account) => {
  const { verified, notices } = await applyBench({
    seed,
    organizations: [acme(mail('ann'), mail('bo'), mail('cho'), newcomer)],
    fault: creates({ emails: [mail('new')], ...account }),
  });
  expect([verified, notices.map(({ code, email }) => [code, email])]).toEqual([
    true,
    [['name-not-kept', mail('new')]],
  ]);
});

it.each([
  ['with its names', newcomer, { firstName: ' New', lastName: 'Person ' }],
  ['without names in the files', mail('new'), {}],
])('says nothing of an account %s', async (_, member, account) => {
  const { verified, notices } = await applyBench({
    seed,
    organizations: [acme(mail('ann'), mail('bo'), mail('cho'), member)],
    fault: creates({ emails: [mail('new')], ...account }),
  });
  expect([verified, notices]).toEqual([true, []]);
});
