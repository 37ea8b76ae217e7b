// Tests that the union of needs contains exactly its parts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchOrganizations } from '../../../src/kinds/organization/match-organizations.js';
import type { LiveOrganization } from '../../../src/model/live.js';
import { everyMember, nothing, uniteNeeds } from '../../../src/model/read-needs.js';
import type { ReadNeeds } from '../../../src/model/read-needs.js';
import { isLookWorthwhile, gatherNeeds } from '../../../src/read/gather-needs.js';
import { diagnoseText } from '../validate/diagnose.js';

const people = [
  { email: 'al@x.example', id: null },
  { email: null, id: 'kp_1' },
];
const lists = [...people.map((one) => [one]), []];
const needs: fc.Arbitrary<ReadNeeds> = fc.record({
  roles: fc.boolean(),
  roleHolders: fc.subarray(['admin', 'viewer']).map((some) => new Set(some)),
  entities: fc
    .dictionary(fc.constantFrom('role', 'permission'), fc.subarray(['admin', 'viewer']))
    .map((drawn) => new Map(Object.entries(drawn).map(([name, keys]) => [name, new Set(keys)]))),
  values: fc
    .dictionary(fc.constantFrom('a', 'b'), fc.subarray(['', 'org_1', 'org_2']))
    .map((drawn) => new Map(Object.entries(drawn).map(([name, codes]) => [name, new Set(codes)]))),
  members: fc
    .dictionary(
      fc.constantFrom('org_1', 'org_2', 'org_3'),
      fc.record({
        listed: fc.nat(),
        needsRoles: fc.boolean(),
        exactLists: fc.subarray(lists),
        ended: fc.subarray(people),
      }),
    )
    .map((drawn) => new Map(Object.entries(drawn))),
  invitations: fc.subarray(['org_1', 'org_2']).map((some) => new Set(some)),
  emails: fc.subarray(['al@x.example', 'bo@x.example', 'cy@x.example']).map((some) => new Set(some)),
  ids: fc.subarray(['kp_1', 'kp_2']).map((some) => new Set(some)),
  leavers: fc.subarray(people),
  holders: fc.subarray(['org_1', 'org_2']).map((some) => new Set(some)),
  suspensions: fc.subarray(['org_1', 'org_2']).map((some) => new Set(some)),
});

/** Converts sets and maps into values that compare without order. */
function sorted({
  members,
  emails,
  ids,
  leavers,
  holders,
  suspensions,
  values,
  entities,
  roleHolders,
  ...rest
}: ReadNeeds) {
  const sortLists = (all: ReadNeeds['values']) =>
    [...all]
      .map(([name, codes]) => [name, [...codes].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1));
  const byCode = [...members].map(([code, need]) => ({
    code,
    ...need,
    exactLists: need.exactLists.map((list) => lists.findIndex((one) => one === list)).sort(),
    ended: need.ended.map((one) => people.findIndex((other) => other === one)).sort(),
  }));
  return {
    ...rest,
    values: sortLists(values),
    entities: sortLists(entities),
    roleHolders: [...roleHolders].sort(),
    emails: [...emails].sort(),
    leavers: new Set(leavers),
    holders: [...holders].sort(),
    suspensions: [...suspensions].sort(),
    ids: [...ids].sort(),
    members: byCode.sort((one, other) => (one.code < other.code ? -1 : 1)),
  };
}

describe('a union', () => {
  it('is that of sets: in any order, however grouped, and twice the same changes nothing', () => {
    fc.assert(
      fc.property(needs, needs, needs, (one, two, three) => {
        const all = sorted(uniteNeeds(one, two, three));
        expect(sorted(uniteNeeds(three, one, two))).toEqual(all);
        expect(sorted(uniteNeeds(one, uniteNeeds(two, three)))).toEqual(all);
        expect(sorted(uniteNeeds(one, two, three, one))).toEqual(all);
        expect(sorted(uniteNeeds(one, nothing))).toEqual(sorted(one));
      }),
    );
  });

  it('reads each list once, for the most that anybody needs of it', () => {
    const [head, base] = [3, 9].map((listed) => ({
      ...nothing,
      members: new Map([['org_1', { listed, needsRoles: listed > 5, exactLists: [], ended: [] }]]),
    }));
    const { members } = uniteNeeds(head ?? nothing, base ?? nothing);
    expect([...members]).toEqual([['org_1', { listed: 9, needsRoles: true, exactLists: [], ended: [] }]]);
  });

  it('of everything that can be asked of an organization needs its roles', () => {
    expect(everyMember.needsRoles).toBe(true);
  });
});

const live: readonly LiveOrganization[] = ['org_1', 'org_2'].map((code) => ({
  ...{ code, name: code, handle: null, externalId: null, isDefault: false, allowRegistrations: false },
}));

function need(text: string) {
  const { desired, diagnostics } = diagnoseText(`version: 1\n${text}`);
  if (desired === null) throw new Error(JSON.stringify(diagnostics));
  const matched = matchOrganizations(desired.organizations, live);
  return { before: gatherNeeds(desired), after: gatherNeeds(desired, matched), desired };
}

describe('a configuration needs', () => {
  it('nothing but organizations where it names no more', () => {
    expect(sorted(need('organizations: [{ code: org_1, name: One }]').after)).toEqual(sorted(nothing));
  });

  it.each([
    ['environment: { featureFlags: { a: true } }', { values: [['feature-flag', ['']]] }],
    ['environment: { passkeys: optional }', { values: [['passkey-policy', ['']]] }],
    ['organizations: [{ code: org_1, featureFlags: { a: null } }]', { values: [['feature-flag', ['']]] }],
    ['safety: { keepHolder: [admin] }', { roles: true }],
    ['organizations: [{ code: org_1, members: [{ email: al@x.example, roles: [] }] }]', { roles: true }],
  ] as const)('settings and roles before it is known what entries mean: %s', (text, expected) => {
    const { before, after } = need(text);
    expect(sorted(before)).toEqual({ ...sorted(nothing), ...expected });
    expect(after.roles).toBe(before.roles);
  });

  it('the members of organizations that are there, and everybody who is listed anywhere', () => {
    const { after } = need(
      [
        'organizations:',
        '  - { code: org_1, members: [al@x.example, { id: kp_1 }] }',
        '  - { code: org_2, membership: additive, members: [{ email: bo@x.example, roles: [admin] }] }',
        '  - { externalId: new, name: New, members: [cy@x.example] }',
      ].join('\n'),
    );
    expect([...after.members.keys()]).toEqual(['org_1', 'org_2']);
    expect(after.members.get('org_1')).toMatchObject({ listed: 2, needsRoles: false });
    expect(after.members.get('org_1')?.exactLists).toHaveLength(1);
    expect(after.members.get('org_2')).toEqual({ listed: 1, needsRoles: true, exactLists: [], ended: [] });
    expect([...after.emails]).toEqual(['al@x.example', 'bo@x.example', 'cy@x.example']);
    expect([...after.ids]).toEqual(['kp_1']);
  });

  it('the roles of those in exact lists where holders are kept', () => {
    const { after } = need(
      'safety: { keepHolder: [admin] }\norganizations: [{ code: org_1, members: [] }, { code: org_2, membership: additive, members: [] }]',
    );
    expect([...after.members].map(([code, { needsRoles }]) => [code, needsRoles])).toEqual([
      ['org_1', true],
      ['org_2', false],
    ]);
  });

  it('nothing where there is no configuration', () => {
    expect(gatherNeeds(null)).toBe(nothing);
  });

  it('a look at everyone where it or its base lists many', () => {
    const { desired } = need('organizations: [{ code: org_1, members: [] }, { code: org_2, members: [] }]');
    expect([isLookWorthwhile(desired, null), isLookWorthwhile(desired, desired)]).toEqual([false, true]);
  });
});
