// Pairs that are made while everyone is read are those that are made afterwards, however the pages fall.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callRoll } from '../../src/diff/call-roll.js';
import { compareStates } from '../../src/diff/compare-states.js';
import { matchOrganizations } from '../../src/kinds/match-organizations.js';
import { defaultSafety } from '../../src/model/desired.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from '../../src/model/desired.js';
import type { LiveOrganization, LivePerson, LiveState } from '../../src/model/live.js';
import { workAtOnce } from '../validate/work-at-once.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };
const codes = ['org_1', 'org_2', 'org_3'];
const organizations: readonly LiveOrganization[] = codes.map((code) => {
  return { code, name: code, handle: null, externalId: null, isDefault: false, allowRegistrations: null };
});

function person(userId: string, emails: readonly string[], inside: readonly string[]): LivePerson {
  return {
    userId,
    email: emails[0] ?? null,
    emails,
    fullName: '',
    isSuspended: null,
    roles: null,
    organizations: inside,
  };
}

function wanted(name: string): DesiredMember {
  return name.includes('@') ? { email: name, id: null, place } : { email: null, id: name, place };
}

function desire(by: 'code' | 'name', value: string, members: readonly string[] | null): DesiredOrganization {
  return {
    selector: { by, value },
    place,
    name: { value, place },
    membership: 'exact',
    isMembershipStated: true,
    ...(members === null ? {} : { members: members.map(wanted) }),
  };
}

function toStates(
  entries: readonly DesiredOrganization[],
  people: readonly LivePerson[],
): { readonly desired: DesiredState; readonly live: LiveState } {
  const members = new Map(
    codes.map((code) => [code, people.filter((one) => one.organizations?.includes(code))]),
  );
  return {
    desired: {
      environment: { signUp: [], featureFlags: [] },
      safety: defaultSafety,
      organizations: entries,
    },
    live: {
      environment: { code: 'production', name: 'Production' },
      featureFlags: [],
      organizations,
      roles: [],
      reads: [],
      members,
      people: new Map(people.map((one) => [one.userId, one])),
      isMadeOfPeople: true,
    },
  };
}

/** What is compared: all pairs, those who are settled without their order, and everything said. */
function summarize({ comparison, problems, notices }: ReturnType<typeof compareStates>) {
  const pairs = comparison.organizations.map(({ ref, members, settled }) => ({
    ref,
    members,
    settled: settled.map(({ userId }) => userId).sort(),
  }));
  return { pairs, problems, notices };
}

const addresses = ['al@x.example', 'bo@x.example', 'cy@x.example', 'di@y.example', 'ed@y.example'];
const ids = ['kp_0', 'kp_1', 'kp_2', 'kp_3', 'kp_4', 'kp_5'];
const everyone = fc
  .array(fc.record({ emails: fc.subarray(addresses, { maxLength: 2 }), inside: fc.subarray(codes) }), {
    maxLength: 6,
  })
  .map((drawn) => drawn.map(({ emails, inside }, index) => person(ids[index] ?? '', emails, inside)));
const list = fc.option(
  fc.subarray([...addresses, ...ids]).chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
);
const entries = fc
  .tuple(list, list, list)
  .map(([one, two, fresh]) => [
    desire('code', 'org_1', one),
    desire('code', 'org_2', two),
    desire('name', 'Fresh', fresh),
  ]);

it('has the pairs that are made once everyone is there', () => {
  let certain = 0;
  fc.assert(
    fc.property(entries, everyone, fc.integer({ min: 1, max: 4 }), (drawn, people, pageSize) => {
      const { desired, live } = toStates(drawn, people);
      const { matches } = matchOrganizations(desired.organizations, organizations);
      const { meet, end } = workAtOnce(callRoll(matches));
      for (let at = 0; at < people.length; at += pageSize) meet(people.slice(at, at + pageSize));
      const findPairs = end();
      certain += drawn.filter((entry) => findPairs(entry) !== null).length;
      expect(summarize(compareStates(desired, live, findPairs))).toEqual(
        summarize(compareStates(desired, live)),
      );
    }),
    { numRuns: 3_000 },
  );
  expect(certain).toBeGreaterThan(1_000);
});

function call(entry: DesiredOrganization, people: readonly LivePerson[]) {
  const { matches } = matchOrganizations([entry], organizations);
  const { meet, end } = workAtOnce(callRoll(matches));
  meet(people);
  return end()(entry);
}

it('ticks off whoever is there, and tells who joins, leaves and is new', () => {
  const people = [
    person('kp_0', ['al@x.example'], ['org_1', 'org_2']),
    person('kp_1', ['bo@x.example', 'cy@x.example'], []),
    person('kp_2', ['di@y.example'], ['org_1']),
    person('kp_3', [], ['org_1']),
  ];
  const pairs = call(desire('code', 'org_1', ['al@x.example', 'cy@x.example', 'new@x.example']), people);
  expect(pairs?.settled.map(({ userId }) => userId)).toEqual(['kp_0']);
  expect(pairs?.open.map(({ userId, email, desired, live }) => [userId, email, !desired, !live])).toEqual([
    ['kp_1', 'cy@x.example', false, true],
    ['kp_2', 'di@y.example', true, false],
    ['kp_3', null, true, false],
    [null, 'new@x.example', false, true],
  ]);
});

it.each([
  ['two people have an address', ['al@x.example'], [['al@x.example'], ['al@x.example']]],
  [
    'one person is listed under two addresses',
    ['al@x.example', 'bo@x.example'],
    [['al@x.example', 'bo@x.example']],
  ],
  ['one person is listed by address and by id', ['al@x.example', 'kp_0'], [['al@x.example']]],
  ['nobody has an id', ['kp_9'], [['al@x.example']]],
])('is not certain where %s', (_, members, people) => {
  const met = people.map((emails, index) => person(ids[index] ?? '', emails, ['org_1']));
  expect(call(desire('code', 'org_1', members), met)).toBeNull();
});

it('knows nothing of organizations whose members nobody manages', () => {
  expect(call(desire('code', 'org_1', null), [person('kp_0', ['al@x.example'], ['org_1'])])).toBeNull();
});
