// Tests the organizations that no file names: which ones count, and what each setting does about them.
import { describe, expect, it } from 'vitest';
import type {
  DesiredOrganization,
  DesiredState,
  Selector,
  UnmanagedRule,
} from '../../../src/model/desired.js';
import { defaultSafety } from '../../../src/model/desired.js';
import { noDoubts } from '../../../src/model/live.js';
import type { LiveOrganization, LiveState } from '../../../src/model/live.js';
import {
  countUnmanaged,
  findUnmanaged,
  guardUnmanaged,
  notifyUnmanaged,
} from '../../../src/plan/guard-unmanaged.js';

const place = { file: 'kinde.yaml', line: 1, column: 1 };

function live(code: string, others: Partial<LiveOrganization> = {}): LiveOrganization {
  const none = { handle: null, externalId: null, isDefault: false, allowRegistrations: false };
  return { code, name: `Name of ${code}`, ...none, ...others };
}

function entry(by: Selector['by'], value = ''): DesiredOrganization {
  const selector = { by, value };
  return { selector, place, membership: 'exact', isMembershipStated: false, values: new Map() };
}

interface Given {
  readonly rule?: UnmanagedRule;
  readonly entries?: readonly DesiredOrganization[];
  readonly unselected?: readonly DesiredOrganization[];
  readonly organizations: readonly LiveOrganization[];
  readonly unread?: number;
  readonly base?: Pick<DesiredState, 'organizations' | 'unselected'>;
}

function find({ rule = 'warn', entries = [], unselected, organizations, unread = 0, base }: Given) {
  const desired: DesiredState = {
    environment: { signUp: [], values: new Map() },
    safety: { ...defaultSafety, unmanagedOrganizations: rule },
    organizations: entries,
    ...(unselected === undefined ? {} : { unselected }),
  };
  const state: LiveState = {
    environment: { code: 'production', name: 'Production' },
    values: new Map(),
    organizations,
    unreadOrganizations: unread,
    roles: [],
    reads: [],
    members: new Map(),
    people: new Map(),
    isMadeOfPeople: false,
    doubts: noDoubts,
  };
  return findUnmanaged({ desired, live: state }, base === undefined ? null : { ...desired, ...base });
}

const codesOf = (given: Given): readonly string[] => find(given).organizations.map(({ code }) => code);

describe('a pull request', () => {
  const organizations = [live('org_1')];
  const message = 'This was already so before this pull request';
  const tell = (base: Given['base'], rule: UnmanagedRule = 'warn'): string => {
    const state = find({ organizations, rule, ...(base === undefined ? {} : { base }) });
    return [...notifyUnmanaged(state), ...guardUnmanaged(state)].map((one) => one.message).join();
  };

  it('is told that it was so before, if its base names none of them either', () => {
    expect(tell({ organizations: [] })).toContain(message);
  });

  it.each<[string, Given['base']]>([
    ['there is no base', undefined],
    ['its base names one', { organizations: [entry('code', 'org_1')] }],
    ['--organization narrows its base', { organizations: [], unselected: [] }],
  ])('is not told so if %s', (_, base) => {
    expect(tell(base)).not.toContain(message);
  });

  it('is not told that nothing has to be done if they refuse its plan', () => {
    expect(tell({ organizations: [] }, 'refuse')).not.toContain('nothing has to be done');
  });
});

describe('the organizations that no file names', () => {
  const all = [
    live('org_0', { isDefault: true }),
    live('org_1'),
    live('org_2', { externalId: 'two' }),
    live('org_3', { handle: 'three' }),
    live('org_4', { name: 'Four' }),
  ];

  it.each<[string, DesiredOrganization, string]>([
    ['default', entry('default'), 'org_0'],
    ['code', entry('code', 'org_1'), 'org_1'],
    ['external id', entry('externalId', 'two'), 'org_2'],
    ['handle', entry('handle', 'three'), 'org_3'],
    ['name', entry('name', 'Four'), 'org_4'],
  ])('are all but the one that an entry names by %s', (_, named, code) => {
    const others = all.map((one) => one.code).filter((one) => one !== code);
    expect(codesOf({ entries: [named], organizations: all }).toSorted()).toEqual(others);
  });

  it('are none that an entry names which --organization leaves out', () => {
    const [one, two] = [entry('code', 'org_1'), entry('externalId', 'two')];
    const organizations = all.slice(1, 3);
    expect(codesOf({ entries: [one], unselected: [two], organizations })).toEqual([]);
  });

  it('are none of several that an ambiguous entry may mean', () => {
    const twins = [live('org_5', { name: 'Twin' }), live('org_6', { name: 'Twin' })];
    expect(codesOf({ unselected: [entry('name', 'Twin')], organizations: twins })).toEqual([]);
  });

  it('come sorted by name and code, whatever the order of the list', () => {
    const organizations = [live('b', { name: 'A' }), live('c', { name: 'B' }), live('a', { name: 'B' })];
    expect(codesOf({ organizations })).toEqual(['b', 'a', 'c']);
    expect(codesOf({ organizations: organizations.toReversed() })).toEqual(['b', 'a', 'c']);
  });
});

describe('the setting', () => {
  const organizations = [live('org_1')];
  const named = { entries: [entry('code', 'org_1')], organizations };

  it.each<[UnmanagedRule, number, number]>([
    ['ignore', 0, 0],
    ['warn', 1, 0],
    ['refuse', 0, 1],
  ])('%s gives %s warnings and %s refusals', (rule, warnings, refusals) => {
    const state = find({ rule, organizations });
    expect(notifyUnmanaged(state).map(({ code }) => code)).toEqual(
      Array.from({ length: warnings }, () => 'unmanaged-organization'),
    );
    expect(guardUnmanaged(state).map(({ guard, override }) => [guard, override])).toEqual(
      Array.from({ length: refusals }, () => ['unmanaged-organizations', null]),
    );
    expect(countUnmanaged(state)).toEqual({ unmanagedOrganizations: 1 });
  });

  it.each<UnmanagedRule>(['ignore', 'warn', 'refuse'])('%s says nothing if every one is named', (rule) => {
    const state = find({ rule, ...named });
    expect([...notifyUnmanaged(state), ...guardUnmanaged(state)]).toEqual([]);
    expect(countUnmanaged(state)).toEqual({ unmanagedOrganizations: 0 });
  });

  it('names at most twenty, quotes names, and counts the others', () => {
    const many = Array.from({ length: 23 }, (_, index) => live(`org_${index + 10}`, { name: 'A "B"\u202e' }));
    const [warning] = notifyUnmanaged(find({ organizations: many }));
    expect(warning?.message).toMatch(/^23 .*"A \\"B\\"\\u202e" \(org_29\) and 3 more\./);
    expect(warning?.message).not.toContain('org_30');
  });

  it('says the way out', () => {
    const [refusal] = guardUnmanaged(find({ rule: 'refuse', organizations }));
    expect(refusal?.message).toContain('org_1');
    expect(refusal?.message).toContain('set safety.unmanagedOrganizations to warn');
    expect(refusal?.message).toContain('pull --organization');
  });

  it('counts nothing and refuses if a row of the list can not be read', () => {
    const state = find({ rule: 'refuse', unread: 1, ...named });
    expect(countUnmanaged(state)).toEqual({});
    expect(guardUnmanaged(state)).toHaveLength(1);
    expect(notifyUnmanaged(find({ unread: 1, organizations }))).toHaveLength(2);
    expect(notifyUnmanaged(find({ rule: 'ignore', unread: 1, organizations }))).toEqual([]);
  });
});
