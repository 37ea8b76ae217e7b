// Tests each guard: the people who count as holders, the limit of removed people, and the rules of a base.
import { describe, expect, it } from 'vitest';
import type { Change, OrganizationRef } from '../../../src/model/change.js';
import type {
  DesiredState,
  ProtectPattern,
  RemovalLimit,
  Safety,
  UnmanagedRule,
} from '../../../src/model/desired.js';
import { defaultSafety } from '../../../src/model/desired.js';
import type { LiveMember } from '../../../src/model/live.js';
import { findSuspended } from '../../../src/kinds/membership/find-suspended.js';
import { guardRemovals } from '../../../src/plan/guard-removals.js';
import type { GuardedState } from '../../../src/plan/guarded-state.js';
import { notifyWeakened, uniteSafety } from '../../../src/plan/unite-safety.js';

const source = 'kinde.yaml:1:1';
const place = { file: 'kinde.yaml', line: 1, column: 1 };
const acme: OrganizationRef = { code: 'org_acme', name: 'Acme' };

function member(userId: string, roles: readonly string[] | null, isSuspended = false): LiveMember {
  return { userId, email: `${userId}@acme.example`, fullName: '', roles, isSuspended };
}

function remove(userId: string, organization = acme): Change {
  return { action: 'remove', resource: 'member', organization, email: null, userId, source };
}

function change(userId: string, before: readonly string[], after: readonly string[]): Change {
  const fields = [{ field: 'roles', before, after }] as const;
  return { action: 'update', resource: 'member', organization: acme, email: null, userId, fields, source };
}

function add(userId: string | null, roles: readonly string[]): Change {
  return {
    action: 'add',
    resource: 'member',
    organization: acme,
    email: 'new@x.example',
    userId,
    roles,
    source,
  };
}

function stateOf(members: readonly LiveMember[], others: readonly LiveMember[] = []): GuardedState {
  return {
    safety: { ...defaultSafety, keepHolder: [{ key: 'admin', place }] },
    organizations: [{ ref: acme, members: [], unchanged: members }],
    isSuspended: findSuspended(new Map([['org_acme', members]]), others),
    canHoldBack: true,
  };
}

function guardsOf(changes: readonly Change[], state: GuardedState, approval: number | 'any' | null = 'any') {
  return guardRemovals(changes, state, approval).map(({ guard }) => guard);
}

describe('the last holder of a role', () => {
  const ann = member('ann', ['admin']);
  const asleep = member('asleep', ['admin'], true);
  const bo = member('bo', []);

  it.each<[string, readonly LiveMember[], readonly Change[]]>([
    ['leaves, and only somebody suspended is left', [ann, asleep, bo], [remove('ann')]],
    ['loses the role, and only somebody suspended is left', [ann, asleep], [change('ann', ['admin'], [])]],
    [
      'leaves, and somebody suspended gets the role',
      [ann, member('bo', [], true)],
      [remove('ann'), change('bo', [], ['admin'])],
    ],
    ['leaves, and somebody suspended joins with the role', [ann, bo], [remove('ann'), add('far', ['admin'])]],
    ['leaves with everybody whose roles are not shown', [member('ann', null)], [remove('ann')]],
  ])('%s: refused, whatever was approved', (_, members, changes) => {
    const state = stateOf(members, [member('far', [], true)]);
    expect(guardsOf(changes, state)).toEqual(['keep-holder']);
  });

  it.each<[string, readonly LiveMember[], readonly Change[]]>([
    ['somebody suspended leaves', [ann, asleep], [remove('asleep')]],
    ['nobody held it but somebody suspended, who leaves', [asleep, bo], [remove('asleep')]],
    ['somebody joins with it', [ann, bo], [remove('ann'), add(null, ['admin'])]],
    ['somebody else gets it', [ann, bo], [remove('ann'), change('bo', [], ['admin'])]],
  ])('stays, or is followed by another, where %s', (_, members, changes) => {
    expect(guardsOf(changes, stateOf(members))).toEqual([]);
  });

  it('is told with the name of the suspended one who does not count', () => {
    const [refusal] = guardRemovals([remove('ann')], stateOf([ann, asleep]), 'any');
    expect(refusal?.message).toContain('asleep@acme.example');
    expect(refusal?.override).toBeNull();
  });
});

describe('the number of different people', () => {
  /** Empties a group of this size in a hundred organizations, each of which keeps twenty other members. */
  function emptyGroup(size: number, maxRemovedPeople: RemovalLimit = defaultSafety.maxRemovedPeople) {
    const people = (name: string, count: number): readonly LiveMember[] =>
      Array.from({ length: count }, (_, index) => member(`${name}${index}`, null));
    const refs = Array.from({ length: 100 }, (_, index) => ({ code: `org_${index}`, name: `O ${index}` }));
    const groupOf = (index: number) => people('group', size).filter((_, at) => at % 25 === index % 25);
    const organizations = refs.map((ref, index) => ({
      ref,
      members: [],
      unchanged: [...people('staying', 20), ...groupOf(index)],
    }));
    const changes = refs.flatMap((ref, index) => groupOf(index).map(({ userId }) => remove(userId, ref)));
    const safety: Safety = { ...defaultSafety, maxRemovedPeople };
    const state: GuardedState = { safety, organizations, isSuspended: () => false, canHoldBack: true };
    return { changes, state };
  }

  it('is limited over all organizations, each of which loses few', () => {
    const { changes, state } = emptyGroup(25);
    expect(changes).toHaveLength(100);
    expect(guardsOf(changes, state, null)).toEqual(['max-removed-people']);
    expect(guardsOf(changes, state, 100)).toEqual([]);
    expect(guardsOf(changes, state, 'any')).toEqual([]);
    expect(guardsOf(changes, state, 25)).toEqual(['approved-removals']);
  });

  it('counts a person once, however many organizations they leave', () => {
    const { changes, state } = emptyGroup(20);
    expect(changes.length).toBeGreaterThan(20);
    expect(guardsOf(changes, state, null)).toEqual([]);
  });

  it.each([
    [{ count: 0, percent: 56 }, []],
    // 45 people are managed: 56 percent are 25.2 of them, 54 percent 24.3.
    [{ count: 0, percent: 54 }, ['max-removed-people']],
    [{ count: 25, percent: 0 }, []],
    [{ count: 24, percent: 100 }, []],
  ])('may be the larger of %j', (limit, expected) => {
    const { changes, state } = emptyGroup(25, limit);
    expect(guardsOf(changes, state, null)).toEqual(expected);
  });

  it('is judged by the lower of two limits with a base', () => {
    const { changes, state } = emptyGroup(25, { count: 1000, percent: 100 });
    const baseSafety = { ...defaultSafety, maxRemovedPeople: { count: 0, percent: 54 } };
    expect(guardsOf(changes, state, null)).toEqual([]);
    expect(guardsOf(changes, { ...state, baseSafety }, null)).toEqual(['max-removed-people']);
  });
});

describe('a base', () => {
  const email = (text: string): ProtectPattern => ({ by: 'email', email: text });
  const strict: Safety = {
    ...defaultSafety,
    protect: [
      email('founder@acme.example'),
      email('jane@kinde.example'),
      { by: 'domain', domain: 'kinde.example' },
    ],
    maxRemovals: { count: 1, percent: 10 },
    maxRemovedPeople: { count: 2, percent: 5 },
    keepHolder: [{ key: 'admin', place }],
    unmanagedOrganizations: 'warn',
  };
  const stateWith = (safety: Safety): DesiredState => ({
    environment: { signUp: [], values: new Map() },
    safety,
    organizations: [],
  });
  const base = { desired: stateWith(strict), problem: null };

  it('is said to be weakened in each part in which less is forbidden', () => {
    const codes = notifyWeakened(stateWith(defaultSafety), base);
    expect(codes.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'safety-weakened'));
    expect(codes[0]?.message).toContain('founder@acme.example');
    expect(codes[1]?.message).toContain('"admin"');
  });

  it('does not claim to check reasons that only the base asks for', () => {
    const asking = {
      ...defaultSafety,
      requireReason: [{ key: 'admin', place: { file: 'k', line: 1, column: 1 } }],
    };
    const [notice] = notifyWeakened(stateWith(defaultSafety), { desired: stateWith(asking), problem: null });
    expect(notice?.message).toContain(
      'safety.requireReason loses "admin". This plan does not ask for the reasons',
    );
    expect(notice?.message).not.toContain('stricter rule');
  });

  it('is said to be weakened with the name of everyone who is no longer protected', () => {
    const names = Array.from({ length: 23 }, (_, index) => `p${String(index).padStart(2, '0')}@acme.example`);
    const { safety } = stateWith({ ...defaultSafety, protect: names.map(email) });
    const notices = notifyWeakened(stateWith(defaultSafety), { desired: stateWith(safety), problem: null });
    expect(notices).toHaveLength(3);
    expect(notices.flatMap(({ message }) => message.match(/p\d\d@acme\.example/g) ?? [])).toEqual(names);
  });

  it.each<[string, Safety]>([
    ['equal', strict],
    [
      'stricter',
      {
        ...strict,
        protect: [...strict.protect, email('x@x.example')],
        maxRemovals: { count: 0, percent: 0 },
        unmanagedOrganizations: 'refuse',
      },
    ],
    [
      'shorter, with a domain for its people',
      { ...strict, protect: [strict.protect[0] ?? email(''), { by: 'domain', domain: 'kinde.example' }] },
    ],
  ])('is not weakened by one that is %s', (_, safety) => {
    expect(notifyWeakened(stateWith(safety), base)).toEqual([]);
  });

  it('that can not be compared, or was never there, weakens nothing', () => {
    expect(notifyWeakened(stateWith(defaultSafety), null)).toEqual([]);
    expect(notifyWeakened(stateWith(defaultSafety), { desired: null, problem: 'broken' })).toEqual([]);
    expect(uniteSafety(stateWith(defaultSafety), null).safety).toBe(defaultSafety);
  });

  it('keeps everybody protected and every role kept, each once', () => {
    const { protect, keepHolder, maxRemovals } = uniteSafety(
      stateWith({
        ...defaultSafety,
        keepHolder: [
          { key: 'admin', place },
          { key: 'owner', place },
        ],
      }),
      base,
    ).safety;
    expect(protect).toEqual(strict.protect.map((pattern) => ({ ...pattern, isOfBase: true })));
    expect(keepHolder.map(({ key }) => key)).toEqual(['admin', 'owner']);
    expect(maxRemovals).toEqual(defaultSafety.maxRemovals);
  });

  it.each<[UnmanagedRule, UnmanagedRule]>([
    ['ignore', 'warn'],
    ['warn', 'warn'],
    ['refuse', 'refuse'],
  ])('with %s, unmanaged organizations follow %s', (rule, stricter) => {
    const united = uniteSafety(stateWith({ ...defaultSafety, unmanagedOrganizations: rule }), base);
    expect(united.safety.unmanagedOrganizations).toBe(stricter);
  });
});
