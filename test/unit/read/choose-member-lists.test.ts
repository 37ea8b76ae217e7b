// Tests the chosen lists with a table of situations, and with a bound that holds for all of them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseReading } from '../../../src/read/choose-member-lists.js';
import type { ReadingFacts } from '../../../src/read/choose-member-lists.js';

function organizations(count: number, listed: number, needsRoles = false): ReadingFacts['organizations'] {
  return Array.from({ length: count }, (_, index) => ({ code: `org_${String(index)}`, listed, needsRoles }));
}

const ours = { size: 500, managed: 500, hasMore: true };
const others = { size: 500, managed: 0, hasMore: true };
const onePage = { size: 40, managed: 40, hasMore: false };

it.each<[string, ReadingFacts, ReturnType<typeof summarize>]>([
  [
    'everyone, who fit on the page that is there already',
    { organizations: organizations(3, 10), listedPeople: 30, roleCount: 0, sample: onePage },
    { everyone: true, lists: 0, roleLists: false, requests: 0 },
  ],
  [
    'everyone, for many small organizations',
    { organizations: organizations(2000, 10), listedPeople: 20_000, roleCount: 0, sample: ours },
    { everyone: true, lists: 0, roleLists: false, requests: 39 },
  ],
  [
    'the members of a few organizations in an environment full of others',
    { organizations: organizations(5, 10), listedPeople: 50, roleCount: 0, sample: others },
    { everyone: false, lists: 5, roleLists: false, requests: 5 },
  ],
  [
    'the holders of each role, where roles are few and organizations many',
    { organizations: organizations(1000, 5, true), listedPeople: 5000, roleCount: 3, sample: ours },
    { everyone: true, lists: 0, roleLists: true, requests: 9 + 3 + 10 },
  ],
  [
    'the members of those organizations only whose roles matter',
    {
      organizations: [...organizations(1000, 5), { code: 'org_roles', listed: 5, needsRoles: true }],
      listedPeople: 5005,
      roleCount: 40,
      sample: ours,
    },
    { everyone: true, lists: 1, roleLists: false, requests: 10 + 1 },
  ],
  [
    'everyone, where member lists would be cheaper only until those who join and leave are looked up',
    {
      organizations: organizations(1, 20_000),
      listedPeople: 20_000,
      roleCount: 0,
      sample: { ...ours, managed: 476 },
    },
    { everyone: true, lists: 0, roleLists: false, requests: 42 },
  ],
  [
    'the members of one large organization, where everyone would take more than that',
    {
      organizations: organizations(1, 20_000),
      listedPeople: 20_000,
      roleCount: 0,
      sample: { ...ours, managed: 390 },
    },
    { everyone: false, lists: 1, roleLists: false, requests: 40 },
  ],
])('reads %s', (_, facts, expected) => {
  expect(summarize(facts)).toEqual(expected);
});

function summarize(facts: ReadingFacts) {
  const { everyone, memberLists, roleLists, requests } = chooseReading(facts);
  return { everyone, lists: memberLists.length, roleLists, requests };
}

const factsOf = fc.record({
  organizations: fc
    .array(fc.record({ listed: fc.nat({ max: 3000 }), needsRoles: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    })
    .map((rows) => rows.map((row, index) => ({ code: `org_${String(index)}`, ...row }))),
  listedPeople: fc.nat({ max: 60_000 }),
  roleCount: fc.nat({ max: 30 }),
  sample: fc
    .record({ managed: fc.nat({ max: 500 }), hasMore: fc.boolean() })
    .map((sample) => ({ size: 500, ...sample })),
});

it('never takes more requests than all member lists and their look-ups would, and leaves nothing unread', () => {
  fc.assert(
    fc.property(factsOf, (facts) => {
      const pages = (entries: number): number => Math.max(1, Math.ceil(entries / 500));
      const sum = (rows: ReadingFacts['organizations']): number =>
        rows.reduce((all, one) => all + pages(one.listed), 0);
      const { requests, everyone, memberLists, roleLists } = chooseReading(facts);
      const lists = sum(facts.organizations);
      // One look-up for people who join and one for people who leave.
      const lookUps = 2 * Math.max(1, Math.round(facts.listedPeople / 4000));
      expect(requests).toBeLessThanOrEqual(everyone ? lists + lookUps : lists);
      const read = new Set(memberLists);
      // The reading covers every membership and every needed role.
      for (const { code, needsRoles } of facts.organizations) {
        expect(everyone || read.has(code)).toBe(true);
        if (needsRoles) expect(roleLists || read.has(code)).toBe(true);
      }
      // If the first page has no managed member, the size of everyone is unknown.
      if (facts.sample.hasMore && facts.sample.managed === 0) expect(everyone).toBe(false);
    }),
  );
});
