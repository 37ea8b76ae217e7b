// Tests the pairs of desired and live members in one organization.
import { describe, expect, it } from 'vitest';
import { pairMembers } from '../../../src/diff/pair-members.js';
import { indexPeople } from '../../../src/kinds/person/people-index.js';
import type { DesiredMember } from '../../../src/model/desired.js';
import type { LiveMember, LivePerson } from '../../../src/model/live.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };

function wanted(name: string, roles?: readonly string[]): DesiredMember {
  const who = name.includes('@') ? { email: name, id: null } : { email: null, id: name };
  return { ...who, place, ...(roles === undefined ? {} : { roles: roles.map((key) => ({ key, place })) }) };
}

function member(userId: string, email: string | null = null): LiveMember {
  return { userId, email, fullName: '', isSuspended: null, roles: [] };
}

function pair(
  desired: readonly DesiredMember[],
  live: readonly LiveMember[],
  people: readonly LivePerson[] = [],
) {
  const { open, unchanged, problems, notices } = pairMembers({
    organization: { code: 'org_1', name: 'Acme' },
    desired,
    ended: [],
    isExact: true,
    refusesNewcomers: false,
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
