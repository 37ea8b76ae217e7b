// A removal that relies on an addition is sent only after a reading shows the addition. A bulk answer is no proof.
import { describe, expect, it } from 'vitest';
import type { InterceptedRequest, Interception } from '../../../src/sandbox/index.js';
import { makeTenant } from '../../tenant.js';
import { applyBench } from './apply-bench.js';
import type { Run } from './apply-bench.js';

const seed = makeTenant({
  domain: 'a.example',
  roles: ['owner', 'viewer'],
  people: ['ann', 'bo', 'cho', 'dee'],
  organizations: [
    { code: 'org_0', name: 'Home' },
    { code: 'org_1', name: 'Acme', members: ['ann owner', 'bo', 'cho'] },
    { code: 'org_2', name: 'Beta', members: ['dee viewer'] },
  ],
});

const apply = (run: Omit<Run, 'seed'>) => applyBench({ seed, ...run });
const mail = (name: string) => `${name}@a.example`;
const owner = (name: string) => ({ email: mail(name), roles: ['owner'] });
const noRole = (name: string) => ({ email: mail(name), roles: [] });
const acme = (...members: readonly unknown[]) => ({ code: 'org_1', membership: 'exact', members });
const beta = (...members: readonly unknown[]) => ({ code: 'org_2', membership: 'exact', members });

interface Body {
  readonly users: readonly { readonly id: string; readonly operation?: string }[];
}

/** Confirms everything in the answer, and changes nothing. */
function lieAbout(operation: string, path = ''): (request: InterceptedRequest) => Interception | undefined {
  return (request) => {
    if (request.operation !== operation || !request.path.includes(path)) return undefined;
    const { users } = request.body as Body;
    if (users.some((user) => user.operation === 'delete')) return undefined;
    const ids = users.map(({ id }) => id);
    return Response.json({ code: 'OK', message: 'ok', users_added: ids, users_updated: ids });
  };
}

const leaveOut =
  (operation: string, ...ids: readonly string[]) =>
  (request: InterceptedRequest) =>
    request.operation === operation ? { leaveOut: ids } : undefined;

describe('somebody who moves', () => {
  const move = [acme(mail('ann'), mail('bo')), beta(mail('dee'), mail('cho'))];

  it('leaves once they are seen in the other organization, which costs one look-up', async () => {
    const { ends, verified, plan, sent, membersOf } = await apply({ organizations: move });
    expect([ends, verified]).toEqual([['add member: applied', 'remove member: applied'], true]);
    expect([membersOf('org_1'), membersOf('org_2')]).toEqual([
      ['kp_ann', 'kp_bo'],
      ['kp_cho', 'kp_dee'],
    ]);
    expect(sent).toEqual(plan.estimate.requests);
    expect(sent).toEqual({ GET: 3, PATCH: 1, POST: 1 });
  });

  it('stays where they are if Kinde only says that it added them', async () => {
    const { ends, verified, membersOf } = await apply({
      organizations: move,
      fault: lieAbout('AddOrganizationUsers'),
    });
    expect(ends).toEqual(['add member: failed not-verified', 'remove member: skipped additions-failed']);
    expect([verified, membersOf('org_1')]).toEqual([false, ['kp_ann', 'kp_bo', 'kp_cho']]);
  });

  it('leaves if only the list of people does not show them yet, and the organization does', async () => {
    const stale = (request: InterceptedRequest): Interception | undefined => {
      if (request.operation !== 'getUsers') return undefined;
      const user = { id: 'kp_cho', email: mail('cho'), organizations: ['org_1'], identities: [] };
      return Response.json({ code: 'OK', message: 'ok', users: [user], next_token: null });
    };
    const { ends, verified } = await apply({ organizations: move, fault: stale });
    expect([ends, verified]).toEqual([['add member: applied', 'remove member: applied'], true]);
  });

  it('stays where they are if nobody can look', async () => {
    const { ends, membersOf } = await apply({
      organizations: move,
      fault: ({ operation }) =>
        operation === 'getUsers' ? Response.json({ errors: [{ code: 'NO' }] }, { status: 400 }) : undefined,
    });
    expect(ends).toEqual(['add member: applied', 'remove member: skipped additions-failed']);
    expect(membersOf('org_1')).toContain('kp_cho');
  });

  it('holds up nobody else who leaves', async () => {
    const { ends, membersOf } = await apply({
      organizations: [acme(mail('ann')), beta(mail('dee'), mail('cho'))],
      fault: lieAbout('AddOrganizationUsers'),
    });
    expect(ends).toContain('remove member: applied');
    expect(membersOf('org_1')).toEqual(['kp_ann', 'kp_cho']);
  });

  it('is seen in the member list where that takes fewer requests than looking up everybody', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `p${index}`);
    const crowd = makeTenant({
      domain: 'a.example',
      people: [],
      organizations: [
        { code: 'org_0', name: 'Home' },
        { code: 'org_1', name: 'Acme', members: ['ann', ...names] },
        { code: 'org_2', name: 'Beta' },
      ],
    });
    const { plan, sent, verified, requests } = await applyBench({
      seed: crowd,
      organizations: [acme(mail('ann')), beta(...names.map(mail))],
    });
    expect(verified).toBe(true);
    expect(requests.filter(({ operation }) => operation === 'getUsers')).toEqual([]);
    expect(sent).toEqual(plan.estimate.requests);
    expect(sent['GET']).toBe(3);
  });
});

describe('somebody who leaves and turns out to be one of those who are new', () => {
  /** The first creation gets lost, and in the meantime an existing person gets the address. */
  const becomesKnown =
    (address: string): NonNullable<Run['fault']> =>
    ({ operation }, sandbox) => {
      if (operation !== 'createUser') return undefined;
      sandbox.change((tenant) => tenant.changeUser('kp_bo', { emails: [mail('bo'), address] }));
      return 'drop-before';
    };

  it('stays in the organization that lists them', async () => {
    const { ends, membersOf } = await apply({
      organizations: [acme(mail('ann'), mail('cho'), mail('new'))],
      fault: becomesKnown(mail('new')),
    });
    expect(ends).toEqual([
      'create user: applied',
      'add member: applied',
      'remove member: skipped listed-after-all',
    ]);
    expect(membersOf('org_1')).toContain('kp_bo');
  });

  it('stays where they are until they are seen in the other organization', async () => {
    const fault = becomesKnown(mail('new'));
    const lie = lieAbout('AddOrganizationUsers');
    const { ends, membersOf } = await apply({
      organizations: [acme(mail('ann'), mail('cho')), beta(mail('dee'), mail('new'))],
      fault: (request, sandbox) => fault(request, sandbox) ?? lie(request),
    });
    expect(ends).toContain('remove member: skipped additions-failed');
    expect(membersOf('org_1')).toContain('kp_bo');
  });
});

describe('the new holder of a role', () => {
  const safety = { keepHolder: ['owner'] };
  const handed = [acme(noRole('ann'), owner('bo'), mail('cho'))];

  it('is seen with it before the former holder loses it', async () => {
    const { ends, plan, sent, rolesOf, verified } = await apply({ organizations: handed, safety });
    expect([ends, verified]).toEqual([['update member: applied', 'update member: applied'], true]);
    expect([rolesOf('org_1', 'kp_ann'), rolesOf('org_1', 'kp_bo')]).toEqual([[], ['owner']]);
    expect(sent).toEqual(plan.estimate.requests);
    expect(sent).toEqual({ GET: 2, PATCH: 2 });
  });

  it.each([
    ['leaves them out', leaveOut('UpdateOrganizationUsers', 'kp_bo')],
    ['only says that they got it', lieAbout('UpdateOrganizationUsers')],
  ])('does not replace the former one if Kinde %s', async (_, fault) => {
    for (const rules of [safety, {}]) {
      const { ends, rolesOf, verified } = await apply({ organizations: handed, safety: rules, fault });
      expect(ends.toSorted()).toEqual([
        expect.stringMatching(/^update member: failed (left-out|not-verified)$/),
        'update member: skipped additions-failed',
      ]);
      expect([rolesOf('org_1', 'kp_ann'), verified]).toEqual([['owner'], false]);
    }
  });

  it.each([
    ['is a member already', [acme(owner('bo'), mail('cho'))], 'UpdateOrganizationUsers'],
    ['joins', [acme(owner('dee'), mail('bo'), mail('cho'))], 'AddOrganizationUsers'],
  ])('does not replace one who leaves, where they got nothing: %s', async (_, organizations, operation) => {
    const { membersOf, rolesOf, ends } = await apply({ organizations, safety, fault: lieAbout(operation) });
    expect(ends).toContain('remove member: skipped additions-failed');
    expect([membersOf('org_1')?.includes('kp_ann'), rolesOf('org_1', 'kp_ann')]).toEqual([true, ['owner']]);
  });

  it('keeps their own role until it is held, where two holders change places', async () => {
    const two = makeTenant({
      domain: 'a.example',
      organizations: [
        { code: 'org_0', name: 'Home' },
        { code: 'org_1', name: 'Acme', members: ['ann owner', 'bo viewer'] },
      ],
    });
    const swap = [acme({ email: mail('ann'), roles: ['viewer'] }, owner('bo'))];
    const good = await applyBench({ seed: two, organizations: swap });
    expect(good.verified).toBe(true);
    expect(good.sent).toEqual(good.plan.estimate.requests);
    for (const id of ['kp_ann', 'kp_bo']) {
      const fault = leaveOut('UpdateOrganizationUsers', id);
      const { rolesOf } = await applyBench({ seed: two, organizations: swap, fault });
      const held = ['kp_ann', 'kp_bo'].flatMap((user) => rolesOf('org_1', user) ?? []);
      expect(new Set(held)).toEqual(new Set(['owner', 'viewer']));
    }
  });

  it('is waited for by one who gets another role for it, who is not held up by the role that they wait for', async () => {
    const two = makeTenant({
      domain: 'a.example',
      roles: ['admin'],
      people: ['cho'],
      organizations: [
        { code: 'org_0', name: 'Home' },
        { code: 'org_1', name: 'Acme', members: ['ann viewer'] },
      ],
    });
    const { ends, sent, plan, requests } = await applyBench({
      seed: two,
      organizations: [
        acme({ email: mail('ann'), roles: ['admin'] }, { email: mail('cho'), roles: ['viewer'] }),
      ],
    });
    expect([ends, sent]).toEqual([['add member: applied', 'update member: applied'], plan.estimate.requests]);
    expect(requests.map(({ operation }) => operation).slice(0, 3)).toEqual([
      'AddOrganizationUsers',
      'GetOrganizationUsers',
      'UpdateOrganizationUsers',
    ]);
  });

  it('costs nothing where another holder keeps it', async () => {
    const more = makeTenant({
      domain: 'a.example',
      organizations: [
        { code: 'org_0', name: 'Home' },
        { code: 'org_1', name: 'Acme', members: ['ann owner', 'bo', 'cho owner'] },
      ],
    });
    const { plan, sent } = await applyBench({
      seed: more,
      organizations: [acme(noRole('ann'), owner('bo'), owner('cho'))],
      safety,
    });
    expect(plan.readBeforeRemovals).toBeUndefined();
    expect(sent).toEqual({ GET: 1, PATCH: 1 });
  });
});

describe('an organization whose members are all replaced', () => {
  it('keeps them until the others are seen in it', async () => {
    const organizations = [acme(mail('dee'))];
    const good = await apply({ organizations });
    expect([good.verified, good.membersOf('org_1')]).toEqual([true, ['kp_dee']]);
    expect(good.sent).toEqual(good.plan.estimate.requests);
    const bad = await apply({ organizations, fault: lieAbout('AddOrganizationUsers') });
    expect(bad.ends[0]).toBe('add member: failed not-verified');
    expect(bad.membersOf('org_1')).toEqual(['kp_ann', 'kp_bo', 'kp_cho']);
  });
});

describe('people whom Kinde puts into an exact default organization by itself', () => {
  const organizations = [
    { default: true, membership: 'exact', members: [] },
    { code: 'org_1', membership: 'additive', members: ['new@a.example'] },
  ];
  const codesOf = ({ plan }: Awaited<ReturnType<typeof apply>>) => plan.warnings.map(({ code }) => code);
  const unknowns = { createdUsers: 'also-default' } as const;

  it('are taken out again, and the plan says that they may be', async () => {
    const end = await apply({ organizations, unknowns });
    expect([codesOf(end), end.membersOf('org_0'), end.verified]).toEqual([['may-leave-default'], [], true]);
  });

  it.each([
    ['--no-removals', { plan: { withRemovals: false, approval: null } }],
    ['an approval by number', { plan: { approval: 0 } }],
    ['safety.protect', { safety: { protect: ['new@a.example'] } }],
  ])('stay with %s, and the plan says so', async (_, more) => {
    const end = await apply({ organizations, unknowns, ...more });
    expect([codesOf(end), end.membersOf('org_0')?.length]).toEqual([['may-stay-in-default'], 1]);
    expect(end.ends).toEqual(['create user: applied', 'add member: applied']);
  });

  it('are no reason for a notice where everybody new belongs there', async () => {
    const belonging = [{ default: true, membership: 'exact', members: ['new@a.example'] }];
    expect(codesOf(await apply({ organizations: belonging, unknowns }))).toEqual([]);
  });
});
