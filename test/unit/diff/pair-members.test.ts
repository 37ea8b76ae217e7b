// Tests the pairs of desired and live members in one organization.
import { describe, expect, it } from 'vitest';
import { pairMembers } from '../../../src/diff/pair-members.js';
import { indexPeople } from '../../../src/kinds/person/people-index.js';
import type { Day } from '../../../src/model/day.js';
import type { DesiredMember, EndedMember } from '../../../src/model/desired.js';
import type { LiveMember, LivePerson } from '../../../src/model/live.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };

function wanted(name: string, roles?: readonly string[]): DesiredMember {
  const who = name.includes('@') ? { email: name, id: null } : { email: null, id: name };
  return { ...who, place, ...(roles === undefined ? {} : { roles: roles.map((key) => ({ key, place })) }) };
}

function member(userId: string, email: string | null = null): LiveMember {
  return { userId, email, fullName: '', isSuspended: null, roles: [] };
}

function ended(name: string, until: Day, roles?: readonly string[]): EndedMember {
  return { ...wanted(name, roles), until };
}

function pair(
  desired: readonly DesiredMember[],
  live: readonly LiveMember[],
  people: readonly LivePerson[] = [],
  rules: {
    readonly ended?: readonly EndedMember[];
    readonly isExact?: boolean;
    readonly refuses?: true;
  } = {},
) {
  const { open, unchanged, problems, notices } = pairMembers({
    organization: { code: 'org_1', name: 'Acme' },
    desired,
    ended: rules.ended ?? [],
    isExact: rules.isExact ?? true,
    refusesNewcomers: rules.refuses ?? false,
    live,
    index: indexPeople(people, [live]),
    people: new Map(people.map((one) => [one.userId, one])),
    leavers: new Map(),
  });
  const codes = [...problems, ...notices].map(({ code }) => code);
  return { open, unchanged: unchanged.map(({ userId }) => userId), codes };
}

function person(userId: string, ...emails: readonly string[]): LivePerson {
  return {
    userId,
    email: emails[0] ?? null,
    emails,
    fullName: '',
    isSuspended: null,
    roles: null,
    organizations: null,
  };
}

it('finds a member by an address in other capitals', () => {
  const live = [member('kp_1', 'ANN@Acme.example')];
  expect(pair([wanted('ann@acme.example')], live)).toEqual({ open: [], unchanged: ['kp_1'], codes: [] });
  const { open } = pair([wanted('ann@acme.example', ['admin'])], live);
  expect(open).toMatchObject([{ userId: 'kp_1', email: 'ann@acme.example', live: { userId: 'kp_1' } }]);
});

it('finds a member by a second address, and shows the one of the file', () => {
  const people = [person('kp_1', 'ann@acme.example', 'ann@home.example')];
  const live = [member('kp_1', 'ann@acme.example')];
  expect(pair([wanted('ann@home.example')], live, people).unchanged).toEqual(['kp_1']);
  const { open } = pair([wanted('ann@home.example', ['admin'])], live, people);
  expect(open).toMatchObject([{ userId: 'kp_1', email: 'ann@home.example', live: { userId: 'kp_1' } }]);
});

it('finds people by id, shows their address where they have one, and reports an id that nobody has', () => {
  const { open, unchanged, codes } = pair(
    [wanted('kp_1', ['admin']), wanted('kp_2'), wanted('kp_3'), wanted('kp_9')],
    [member('kp_1'), member('kp_3')],
    [person('kp_2', 'bo@acme.example')],
  );
  expect(open.map(({ userId, email }) => [userId, email])).toEqual([
    ['kp_2', 'bo@acme.example'],
    ['kp_1', null],
  ]);
  expect(unchanged).toEqual(['kp_3']);
  expect(codes).toEqual(['unknown-user']);
});

it('takes an address that nobody has for somebody new', () => {
  expect(pair([wanted('new@acme.example')], []).open).toMatchObject([{ userId: null, live: null }]);
});

it('guesses nothing where two people have one address', () => {
  const people = [person('kp_1', 'ann@acme.example'), person('kp_2', 'ann@acme.example')];
  expect(pair([wanted('ann@acme.example')], [], people)).toEqual({
    open: [],
    unchanged: [],
    codes: ['ambiguous-person'],
  });
});

it('lays everybody side by side, sorted by address, those without one at the end', () => {
  const live = [member('kp_0'), member('kp_2', 'Zoe@acme.example'), member('kp_1', 'bo@acme.example')];
  const { open } = pair([wanted('new@acme.example')], live);
  expect(open.map(({ email }) => email)).toEqual([
    'bo@acme.example',
    'new@acme.example',
    'Zoe@acme.example',
    null,
  ]);
});

it('sorts those who differ, whatever the order of the lists, and leaves nobody out', () => {
  const live = [
    member('kp_3', 'cy@acme.example'),
    member('kp_2', 'bo@acme.example'),
    member('kp_1', 'al@acme.example'),
  ];
  const desired = [
    wanted('new@acme.example'),
    wanted('bo@acme.example'),
    wanted('al@acme.example', ['admin']),
  ];
  for (const order of [desired, [...desired].reverse()]) {
    const { open, unchanged } = pair(order, live);
    expect(open.map(({ email }) => email)).toEqual([
      'al@acme.example',
      'cy@acme.example',
      'new@acme.example',
    ]);
    expect(unchanged).toEqual(['kp_2']);
  }
});

describe('two addresses of one person', () => {
  const people = [person('kp_1', 'ann@acme.example', 'ann@home.example')];

  it.each([
    ['unite their roles', ['viewer'], ['admin'], ['admin', 'viewer']],
    ['have the roles of the one that has some', undefined, ['admin'], ['admin']],
    ['leave roles alone if neither names any', undefined, undefined, undefined],
  ])('are one member and %s', (_, first, second, united) => {
    const desired = [wanted('ann@acme.example', first), wanted('ann@home.example', second)];
    const { open, codes } = pair(desired, [], people);
    expect(open).toHaveLength(1);
    expect(open[0]?.desired?.roles?.map(({ key }) => key)).toEqual(united);
    expect(codes).toEqual(['same-person']);
  });

  it('show the same one whatever their order', () => {
    const desired = [wanted('kp_1'), wanted('ann@home.example'), wanted('ann@acme.example')];
    for (const order of [desired, [...desired].reverse()])
      expect(pair(order, [], people).open).toMatchObject([{ email: 'ann@acme.example' }]);
  });
});

it('shows no address where neither the files nor Kinde have one', () => {
  const people = [person('kp_1')];
  const { open, codes } = pair([wanted('kp_1'), wanted('kp_1', ['admin'])], [], people);
  expect(open).toMatchObject([{ userId: 'kp_1', email: null, desired: { roles: [{ key: 'admin' }] } }]);
  expect(codes).toEqual(['same-person']);
});

it('lets nobody new in where newcomers are refused', () => {
  const { open, codes } = pair([wanted('new@acme.example')], [], [], { refuses: true });
  expect([open, codes]).toEqual([[], ['unknown-address']]);
});

it('manages no roles that Kinde hides', () => {
  const live = [
    { ...member('kp_1', 'ann@acme.example'), roles: null },
    { ...member('kp_2'), roles: null },
  ];
  const listed = [wanted('ann@acme.example', ['admin']), wanted('kp_2', ['admin'])];
  expect(pair(listed, live).codes).toEqual(['roles-not-shown', 'roles-not-shown']);
  expect(pair([wanted('ann@acme.example'), wanted('kp_2')], live).codes).toEqual([]);
});

describe('ended listings', () => {
  const people = [person('kp_1', 'ann@acme.example', 'ann@home.example')];
  const live = [member('kp_1', 'ann@acme.example')];
  const [may, june] = ['2026-05-31', '2026-06-30'] as [Day, Day];

  it.each([
    ['by address', [ended('ann@acme.example', may)], may],
    ['by id', [ended('kp_1', june)], june],
    [
      'by two addresses, the later one counts',
      [ended('ann@acme.example', june), ended('ann@home.example', may)],
      june,
    ],
    ['in the other order', [ended('ann@home.example', may), ended('ann@acme.example', june)], june],
  ])('take their person out: %s', (_, listings, until) => {
    const { open } = pair([], live, people, { ended: listings });
    expect(open).toMatchObject([{ userId: 'kp_1', desired: null, ended: { until } }]);
  });

  it('concern no one who is not a member', () => {
    expect(pair([], [], people, { ended: [ended('ann@acme.example', may), ended('kp_9', may)] })).toEqual({
      open: [],
      unchanged: [],
      codes: [],
    });
  });

  it('take the roles that they gave, where another listing still holds', () => {
    const held = [{ ...member('kp_1', 'ann@acme.example'), roles: ['admin'] }];
    const rules = { ended: [ended('ann@home.example', may, ['admin'])] };
    expect(pair([wanted('ann@acme.example')], held, people, rules).open).toMatchObject([
      { userId: 'kp_1', desired: { email: 'ann@acme.example', roles: [] } },
    ]);
    expect(pair([wanted('ann@acme.example')], held, people, { ended: [ended('kp_1', may)] }).open).toEqual(
      [],
    );
    const named = pair([wanted('ann@acme.example', ['admin'])], held, people, rules);
    expect(named.unchanged).toEqual(['kp_1']);
  });

  it('end with the later day if both listings of one person end, and with none if one does not', () => {
    const until = (name: string, day: Day) => ({ ...wanted(name), until: day });
    const both = [until('ann@acme.example', may), until('ann@home.example', june)];
    expect(pair(both, [], people).open).toMatchObject([{ desired: { until: june } }]);
    const [one] = pair([until('ann@acme.example', may), wanted('ann@home.example')], [], people).open;
    expect(one?.desired).not.toHaveProperty('until');
  });

  it('guess nothing where two members have the address, unless the list is exact', () => {
    const twins = [member('kp_1', 'ann@acme.example'), member('kp_2', 'ann@acme.example')];
    const rules = { ended: [ended('ann@acme.example', may)] };
    expect(pair([], twins, [], { ...rules, isExact: false }).codes).toEqual(['ambiguous-person']);
    expect(pair([], twins, [], rules).codes).toEqual([]);
  });
});
