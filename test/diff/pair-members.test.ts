// One organization's two lists of people, laid side by side.
import { describe, expect, it } from 'vitest';
import { pairMembers } from '../../src/diff/pair-members.js';
import { indexPeople } from '../../src/kinds/people-index.js';
import type { DesiredMember } from '../../src/model/desired.js';
import type { LiveMember, LivePerson } from '../../src/model/live.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };

function wanted(name: string, roles?: readonly string[]): DesiredMember {
  const who = name.includes('@') ? { email: name, id: null } : { email: null, id: name };
  return { ...who, place, ...(roles === undefined ? {} : { roles: roles.map((key) => ({ key, place })) }) };
}

function member(userId: string, email: string | null = null): LiveMember {
  return { userId, email, fullName: '', roles: [] };
}

function pair(
  desired: readonly DesiredMember[],
  live: readonly LiveMember[],
  people: readonly LivePerson[] = [],
) {
  const { pairs, problems, notices } = pairMembers({
    organization: { code: 'org_1', name: 'Acme' },
    desired,
    live,
    index: indexPeople(people, [live]),
    people: new Map(people.map((one) => [one.userId, one])),
  });
  return { pairs, codes: [...problems, ...notices].map(({ code }) => code) };
}

function person(userId: string, ...emails: readonly string[]): LivePerson {
  return { userId, email: emails[0] ?? null, emails, fullName: '', roles: null, organizations: null };
}

it('finds a member by an address in other capitals', () => {
  const { pairs } = pair([wanted('ann@acme.example')], [member('kp_1', 'ANN@Acme.example')]);
  expect(pairs).toMatchObject([{ userId: 'kp_1', email: 'ann@acme.example', live: { userId: 'kp_1' } }]);
});

it('finds a member by a second address, and shows the one of the file', () => {
  const people = [person('kp_1', 'ann@acme.example', 'ann@home.example')];
  const { pairs } = pair([wanted('ann@home.example')], [member('kp_1', 'ann@acme.example')], people);
  expect(pairs).toMatchObject([{ userId: 'kp_1', email: 'ann@home.example', live: { userId: 'kp_1' } }]);
});

it('finds people by id, shows their address where they have one, and reports an id that nobody has', () => {
  const { pairs, codes } = pair(
    [wanted('kp_1'), wanted('kp_2'), wanted('kp_9')],
    [member('kp_1')],
    [person('kp_2', 'bo@acme.example')],
  );
  expect(pairs.map(({ userId, email }) => [userId, email])).toEqual([
    ['kp_2', 'bo@acme.example'],
    ['kp_1', null],
  ]);
  expect(codes).toEqual(['unknown-user']);
});

it('takes an address that nobody has for somebody new', () => {
  expect(pair([wanted('new@acme.example')], []).pairs).toMatchObject([{ userId: null, live: null }]);
});

it('guesses nothing where two people have one address', () => {
  const people = [person('kp_1', 'ann@acme.example'), person('kp_2', 'ann@acme.example')];
  const { pairs, codes } = pair([wanted('ann@acme.example')], [], people);
  expect([pairs, codes]).toEqual([[], ['ambiguous-person']]);
});

it('lays everybody side by side, sorted by address, those without one at the end', () => {
  const live = [member('kp_0'), member('kp_2', 'Zoe@acme.example'), member('kp_1', 'bo@acme.example')];
  const { pairs } = pair([wanted('new@acme.example')], live);
  expect(pairs.map(({ email }) => email)).toEqual([
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
    const emails = pair(order, live).pairs.map(({ email }) => email);
    expect(emails.filter((email) => email !== 'bo@acme.example')).toEqual([
      'al@acme.example',
      'cy@acme.example',
      'new@acme.example',
    ]);
    expect(emails).toHaveLength(4);
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
    const { pairs, codes } = pair(desired, [], people);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.desired?.roles?.map(({ key }) => key)).toEqual(united);
    expect(codes).toEqual(['same-person']);
  });

  it('show the same one whatever their order', () => {
    const desired = [wanted('kp_1'), wanted('ann@home.example'), wanted('ann@acme.example')];
    for (const order of [desired, [...desired].reverse()])
      expect(pair(order, [], people).pairs).toMatchObject([{ email: 'ann@acme.example' }]);
  });
});
