// Tests the comparison of desired and live: each person occurs once, in the right pair, for every order of the lists.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareStates } from '../../../src/diff/compare-states.js';
import { matchOrganizations } from '../../../src/kinds/organization/match-organizations.js';
import { defaultSafety } from '../../../src/model/desired.js';
import type { MemberPair } from '../../../src/model/comparison.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from '../../../src/model/desired.js';
import { noDoubts } from '../../../src/model/live.js';
import type { LiveOrganization, LivePerson, LiveState } from '../../../src/model/live.js';

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
    roles: null,
    isSuspended: null,
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
    values: new Map(),
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
      environment: { signUp: [], values: new Map() },
      safety: defaultSafety,
      organizations: entries,
    },
    live: {
      environment: { code: 'production', name: 'Production' },
      values: new Map(),
      organizations,
      roles: [],
      reads: [],
      members,
      people: new Map(people.map((one) => [one.userId, one])),
      isMadeOfPeople: true,
      doubts: noDoubts,
      unreadOrganizations: 0,
    },
  };
}

/** Returns the pairs, the unchanged members sorted, and all diagnostics and notices. */
function summarize({ comparison, problems, notices }: ReturnType<typeof compareStates>) {
  const pairs = comparison.organizations.map(({ ref, members, unchanged }) => ({
    ref,
    members,
    unchanged: unchanged.map(({ userId }) => userId).sort(),
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

function compare(drawn: readonly DesiredOrganization[], people: readonly LivePerson[]) {
  const { desired, live } = toStates(drawn, people);
  return compareStates(desired, live, matchOrganizations(desired.organizations, organizations));
}

it('is the same whatever the order of the lists', () => {
  fc.assert(
    fc.property(entries, everyone, (drawn, people) => {
      const turned = drawn.map((entry) =>
        entry.members === undefined ? entry : { ...entry, members: [...entry.members].reverse() },
      );
      const sort = ({ problems, ...rest }: ReturnType<typeof summarize>) => ({
        ...rest,
        problems: problems.map(({ message }) => message).sort(),
      });
      expect(sort(summarize(compare(turned, [...people].reverse())))).toEqual(
        sort(summarize(compare(drawn, people))),
      );
    }),
    { numRuns: 1_000 },
  );
});

it('holds everybody who is wanted or there, once', () => {
  let certain = 0;
  fc.assert(
    fc.property(entries, everyone, (drawn, people) => {
      const { comparison, problems } = compare(drawn, people);
      if (problems.length > 0) return;
      for (const { desired, live, members, unchanged } of comparison.organizations) {
        if (members === null) continue;
        certain += 1;
        const isMeant = (name: DesiredMember, { userId, emails }: LivePerson): boolean =>
          name.id === null ? emails.includes(name.email) : name.id === userId;
        const list = desired.members ?? [];
        const isIn = ({ organizations: inside }: LivePerson): boolean =>
          live !== null && inside?.includes(live.code) === true;
        const isWanted = (one: LivePerson): boolean => list.some((name) => isMeant(name, one));
        const idsOf = (some: readonly LivePerson[]): readonly string[] =>
          some.map(({ userId }) => userId).sort();
        const pick = (is: (pair: MemberPair) => boolean): readonly (string | null)[] =>
          members
            .filter(is)
            .map(({ userId }) => userId)
            .sort();
        expect(unchanged.map(({ userId }) => userId).sort()).toEqual(
          idsOf(people.filter((one) => isIn(one) && isWanted(one))),
        );
        expect(pick((pair) => pair.desired === null)).toEqual(
          idsOf(people.filter((one) => isIn(one) && !isWanted(one))),
        );
        expect(pick((pair) => pair.desired !== null && pair.userId !== null)).toEqual(
          idsOf(people.filter((one) => !isIn(one) && isWanted(one))),
        );
        expect(members.filter(({ userId }) => userId === null).map(({ email }) => email)).toEqual(
          list
            .flatMap(({ email }) =>
              email !== null && !people.some(({ emails }) => emails.includes(email)) ? [email] : [],
            )
            .sort(),
        );
      }
    }),
    { numRuns: 3_000 },
  );
  expect(certain).toBeGreaterThan(400);
});

function pairOf(entry: DesiredOrganization, people: readonly LivePerson[]) {
  const { comparison, problems, notices } = compare([entry], people);
  return { pair: comparison.organizations[0], codes: [...problems, ...notices].map(({ code }) => code) };
}

it('settles whoever is there, and tells who joins, leaves and is new', () => {
  const people = [
    person('kp_0', ['al@x.example'], ['org_1', 'org_2']),
    person('kp_1', ['bo@x.example', 'cy@x.example'], []),
    person('kp_2', ['di@y.example'], ['org_1']),
    person('kp_3', [], ['org_1']),
  ];
  const { pair } = pairOf(desire('code', 'org_1', ['al@x.example', 'cy@x.example', 'new@x.example']), people);
  expect(pair?.unchanged.map(({ userId }) => userId)).toEqual(['kp_0']);
  expect(pair?.members?.map(({ userId, email, desired, live }) => [userId, email, !desired, !live])).toEqual([
    ['kp_1', 'cy@x.example', false, true],
    ['kp_2', 'di@y.example', true, false],
    [null, 'new@x.example', false, true],
    ['kp_3', null, true, false],
  ]);
});

it.each([
  ['two people have an address', ['al@x.example'], [['al@x.example'], ['al@x.example']], 'ambiguous-person'],
  [
    'one person is listed under two addresses',
    ['al@x.example', 'bo@x.example'],
    [['al@x.example', 'bo@x.example']],
    'same-person',
  ],
  ['one person is listed by address and by id', ['al@x.example', 'kp_0'], [['al@x.example']], 'same-person'],
  ['nobody has an id', ['kp_9'], [['al@x.example']], 'unknown-user'],
])('says so where %s', (_, members, people, code) => {
  const met = people.map((emails, index) => person(ids[index] ?? '', emails, ['org_1']));
  expect(pairOf(desire('code', 'org_1', members), met).codes).toEqual([code]);
});

it('knows nothing of organizations whose members nobody manages', () => {
  const { pair } = pairOf(desire('code', 'org_1', null), [person('kp_0', ['al@x.example'], ['org_1'])]);
  expect(pair).toMatchObject({ members: null, unchanged: [] });
});
