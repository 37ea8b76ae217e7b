// The contract of every kind, one row a kind. A registered kind without a row fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/model/errors.js';
import { operations } from '../../../src/model/operations/operations.js';
import type { OperationName } from '../../../src/model/operations/operations.js';
import { kinds } from '../../../src/kinds/registry.js';
import type { Kind } from '../../../src/kinds/kind.js';
import type { ApplyRun } from '../../../src/kinds/kind.js';
import type { LiveIndex } from '../../../src/kinds/live-index.js';
import { isValueChange } from '../../../src/model/change-predicates.js';
import type { Change } from '../../../src/model/change.js';
import { stepNames } from '../../../src/model/step-order.js';
import type { StepName } from '../../../src/model/step-order.js';
import { listCalls, toMethods } from '../../../src/model/operations/write-calls.js';
import type { CallCounts } from '../../../src/model/operations/write-calls.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { desire, diffBench, matchBench, openBench, rereadBench, writeBench } from './open-bench.js';
import { entitlement, register, wantValues } from './plain-collection.js';

interface Row {
  /** A configuration that gives this kind changes in the tenant below. */
  readonly configuration: object;
  readonly changes: number;
  /** Values that the configuration has in addition, for a kind that its schema does not know. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
  /** The steps of those changes, in the order of an apply. */
  readonly steps: readonly StepName[];
  /** The calls that write. */
  readonly cost: CallCounts;
  /** Whether the kind finds its changes done before and after the write; false and true if it can tell. */
  readonly done?: readonly [before: boolean, after: boolean];
  /** Only a person can make the change: it stays in every plan until it is attested. */
  readonly staysOpen?: true;
}

const people = Array.from({ length: 250 }, (_, index) => `member${String(index)}@acme.example`);

const seed: SandboxSeed = {
  environment: { code: 'production', name: 'Production' },
  passkeys: 'off',
  featureFlags: { checkout: { type: 'bool', value: 'false' }, seats: { type: 'int', value: '5' } },
  permissions: [
    { key: 'read:x', name: 'Read', description: 'Sees all' },
    { key: 'write:x', name: 'Write' },
  ],
  roles: [
    { key: 'admin', permissions: ['read:x', 'write:x'], isDefault: true },
    { key: 'viewer', name: 'Viewer' },
  ],
  properties: [{ key: 'plan' }, { key: 'region' }, { key: 'token', isPrivate: true }],
  users: people.map((email) => ({ emails: [email] })),
  organizations: [
    { code: 'org_0', name: 'Home', allowRegistrations: true, invitations: [{ email: 'old@acme.example' }] },
    {
      code: 'org_1',
      name: 'Acme',
      featureFlags: { checkout: 'true' },
      properties: { region: 'eu', token: 'k1' },
      members: people.slice(0, 201).map((user) => ({ user, roles: ['admin'] })),
    },
  ],
};

const rows: Readonly<Record<string, Row>> = {
  permission: {
    configuration: {
      business: {
        managedFrom: 'production',
        permissions: [
          { key: 'read:x', name: 'Look', description: 'Sees all' },
          { key: 'write:x', name: 'Write' },
          { key: 'pay:x', name: 'Pay', description: 'Pays' },
        ],
      },
    },
    changes: 2,
    steps: ['permissions'],
    cost: { createPermission: 1, updatePermission: 1 },
  },
  role: {
    configuration: {
      business: {
        managedFrom: 'production',
        permissions: [{ key: 'pay:x', name: 'Pay' }],
        roles: [
          { key: 'admin', permissions: ['pay:x', 'read:x'] },
          { key: 'viewer', name: 'Reader', description: 'Reads', permissions: [] },
          { key: 'payer', name: 'Payer', permissions: ['pay:x'] },
          { key: 'guest', name: 'Guest', permissions: [] },
        ],
      },
    },
    changes: 4,
    steps: ['role-definitions'],
    cost: { createRole: 2, updateRole: 1, updateRolePermissions: 2 },
  },
  organization: {
    configuration: {
      organizations: [
        { default: true, name: 'Base', allowRegistrations: false },
        { code: 'org_1', externalId: 'acme' },
        { externalId: 'new', name: 'New', handle: 'new', allowRegistrations: true },
      ],
    },
    changes: 4,
    steps: ['close-registrations', 'organizations', 'open-registrations'],
    cost: { createOrganization: 1, updateOrganization: 3 },
  },
  'organization-flag': {
    configuration: {
      organizations: [
        { code: 'org_1', featureFlags: { seats: 50, checkout: null } },
        { externalId: 'new', name: 'New', handle: 'new', featureFlags: { seats: 7 } },
      ],
    },
    changes: 3,
    steps: ['organization-values'],
    cost: { setOrganizationFlag: 2, clearOrganizationFlag: 1 },
  },
  'organization-property': {
    configuration: {
      organizations: [
        { code: 'org_1', properties: { plan: 'gold', region: 'eu', token: 'k & ?=%\n2' } },
        { externalId: 'new', name: 'New', handle: 'new', properties: { plan: 'gold' } },
      ],
    },
    changes: 3,
    steps: ['organization-values'],
    cost: { setOrganizationProperty: 3 },
  },
  'organization-entitlement': {
    configuration: { organizations: [{ code: 'org_1' }, { externalId: 'new', name: 'New', handle: 'new' }] },
    values: { seats: 50, checkout: false },
    changes: 4,
    steps: ['organization-values'],
    cost: { setOrganizationFlag: 4 },
  },
  person: {
    configuration: {
      organizations: [
        { code: 'org_1', membership: 'additive', members: ['new@acme.example', 'other@acme.example'] },
        { name: 'Home', membership: 'additive', members: ['new@acme.example'] },
      ],
    },
    changes: 2,
    steps: ['people'],
    cost: { createUser: 2 },
  },
  membership: {
    configuration: {
      safety: { endSessions: 'always' },
      organizations: [
        { code: 'org_1', membership: 'exact', members: people.slice(190, 250) },
        { name: 'Home', membership: 'additive', members: [...people.slice(0, 101), 'new@acme.example'] },
      ],
    },
    changes: 49 + 190 + 102,
    steps: ['additions', 'removals'],
    cost: { addMembers: 1 + 2, removeMembers: 2, endSessions: 190 },
  },
  'member-role': {
    configuration: {
      organizations: [
        {
          code: 'org_1',
          membership: 'additive',
          members: [
            ...people.slice(0, 101).map((email) => ({ email, roles: ['viewer'] })),
            { email: 'new@acme.example', roles: ['viewer'] },
          ],
        },
      ],
    },
    changes: 101,
    steps: ['roles'],
    cost: { updateMembers: 2 },
  },
  invitation: {
    configuration: {
      organizations: [
        {
          name: 'Home',
          membership: 'exact',
          newcomers: 'invite',
          members: ['new@acme.example', { email: 'other@acme.example', roles: ['viewer'] }],
        },
        {
          externalId: 'new',
          name: 'New',
          handle: 'new',
          newcomers: 'invite',
          members: ['new@acme.example'],
        },
      ],
    },
    changes: 4,
    steps: ['people', 'removals'],
    cost: { createInvitation: 3, revokeInvitation: 1 },
  },
  'passkey-policy': {
    configuration: { environment: { passkeys: 'mandatory' } },
    changes: 1,
    steps: ['settings'],
    cost: { setPasskeyPolicy: 1 },
  },
  'feature-flag': {
    configuration: { environment: { featureFlags: { checkout: true, seats: 25 } } },
    changes: 2,
    steps: ['settings'],
    cost: { setFeatureFlag: 2 },
  },
  'sign-up-switch': {
    configuration: { environment: { signUp: { allowSelfSignUp: false, allowOrganizationCreation: false } } },
    changes: 2,
    steps: ['by-hand'],
    cost: {},
    done: [false, false],
    staysOpen: true,
  },
};

it('counts each call under the method that its operation takes', () => {
  expect(toMethods({ createUser: 2, addMembers: 1, setPasskeyPolicy: 0 })).toEqual({ POST: 3 });
  expect(toMethods({ setPasskeyPolicy: 1, removeMembers: 2, removeMemberRole: 3 })).toEqual({
    PUT: 1,
    PATCH: 2,
    DELETE: 3,
  });
});

it('has a row for every kind that is registered', () => {
  expect(Object.keys(rows).sort()).toEqual([...kinds, entitlement].map(({ name }) => name).sort());
});

describe.each([...kinds, entitlement])('the kind $name', (kind) => {
  let remove = (): void => undefined;
  beforeAll(() => {
    remove = register(kind);
  });
  afterAll(() => remove());

  it('finds its changes, each owned by it alone and put into a step', async () => {
    const { row, own, diff } = await open(kind);
    expect(own).toHaveLength(row.changes);
    const steps = new Set(own.map((change) => kind.stepOf(change)));
    expect(stepNames.filter((name) => steps.delete(name))).toEqual(row.steps);
    expect(steps.size).toBe(0);
    for (const change of diff.changes) expect(kinds.filter((one) => one.owns(change))).toHaveLength(1);
  });

  it('sends exactly the requests that it costs', async () => {
    const { row, own, bench, diff } = await open(kind);
    const cost = kind.cost(own, diff.changes, []);
    expect(Object.fromEntries(listCalls(cost).map((call) => [call, cost[call]]))).toEqual(row.cost);
    const { sent } = await writeBench(bench, diff.changes);
    expect(sent[kind.name]).toEqual(
      Object.fromEntries(listCalls(row.cost).map((call) => [operations[call].id, row.cost[call]])),
    );
  });

  it('tells from a second reading what is done', async () => {
    const { row, own, diff, bench } = await open(kind);
    const [before, after] = row.done ?? [false, true];
    // A new organization is created with registrations closed. The last change of a field decides its value.
    const lasting = own.filter((change) => change.action !== 'create' || change.resource !== 'organization');
    const { run: empty } = await writeBench(bench, []);
    const live = await rereadBench(bench);
    const isDone = (change: Change, found: LiveIndex, run: ApplyRun): boolean =>
      kind.status(change, found, run, diff.changes).is === 'done';
    expect(lasting.map((change) => isDone(change, live, empty))).toEqual(lasting.map(() => before));

    const { run } = await writeBench(bench, diff.changes);
    const found = await rereadBench(bench);
    expect(lasting.map((change) => isDone(change, found, run))).toEqual(lasting.map(() => after));
    const unfinished = own.filter((change) => run.outcomeOf(change)?.result !== 'applied');
    expect(unfinished).toEqual(row.staysOpen === true ? own : []);
  });

  it('finds nothing to change once it is written', async () => {
    const { row, bench, desired, diff } = await open(kind);
    await writeBench(bench, diff.changes);
    const again = await diffBench(bench, desired);
    expect(kind.diff(again.comparison).changes).toHaveLength(row.staysOpen === true ? row.changes : 0);
  });

  it('does no harm when it writes the same twice', async () => {
    const { bench, diff } = await open(kind);
    await writeBench(bench, diff.changes);
    const once = bench.sandbox.snapshot();
    await writeBench(bench, diff.changes);
    expect(bench.sandbox.snapshot()).toEqual(once);
    expect(bench.sandbox.violations()).toEqual([]);
  });
});

describe.each([...kinds, entitlement].filter(({ values }) => values !== null))(
  'the values of $name',
  (kind) => {
    let remove = (): void => undefined;
    beforeAll(() => {
      remove = register(kind);
    });
    afterAll(() => remove());

    it('take no null unless they can be taken away', async () => {
      const bench = openBench({ seed });
      const blank = await desire({ version: 1, organizations: [{ code: 'org_1' }] });
      const desired = wantValues(blank, kind, { checkout: null });
      const { overview, matches } = await matchBench(bench, desired);
      const codes = kind.check(desired, overview, matches).map(({ code }) => code);
      expect(codes).toEqual(kind.values?.canClear === true ? [] : ['missing-value']);
      const needed = Object.entries(kind.operations(desired)).filter(([, isNeeded]) => isNeeded);
      const deleting = needed.filter(([name]) => operations[name as OperationName].method === 'DELETE');
      expect(deleting).toHaveLength(kind.values?.canClear === true ? 1 : 0);
    });

    it('are never set to null, in the journal or in Kinde', async () => {
      const { own, bench } = await open(kind);
      const [change] = own.filter(isValueChange);
      if (change === undefined) throw new Error('The row has no value.');
      const nulled = { ...change, fields: [{ ...change.fields[0], after: null }] } as const;
      if (kind.values?.canClear === true) {
        const { sent } = await writeBench(bench, [nulled]);
        expect(Object.keys(sent[kind.name] ?? {})).toEqual([operations.clearOrganizationFlag.id]);
      } else {
        const lines: string[] = [];
        const send = () => Promise.resolve(lines.push('sent'));
        const run = { codeOf: () => 'org_1', send } as unknown as ApplyRun;
        await expect(kind.write([nulled], run, kind.stepOf(nulled))).rejects.toBeInstanceOf(InternalError);
        expect(lines).toEqual([]);
      }
    });

    it('go back by the inverse of their changes, but for a first value that can not be taken away', async () => {
      const { own, diff, bench } = await open(kind);
      const { run } = await writeBench(bench, diff.changes);
      const live = await rereadBench(bench);
      const inverses = own.flatMap((change) => {
        const inversion = kind.invert(nameByCode(change, run), live, run, own);
        return inversion !== null && 'change' in inversion ? [inversion.change] : [];
      });
      await writeBench(bench, inverses);
      const again = await rereadBench(bench);
      const hasNoFormer = (change: Change): boolean =>
        isValueChange(change) && change.fields[0].before === null && kind.values?.canClear !== true;
      expect(own.map((change) => kind.status(change, again, run, own).is)).toEqual(
        own.map((change) => (hasNoFormer(change) ? 'done' : 'pending')),
      );
      expect(inverses).toHaveLength(own.filter((change) => !hasNoFormer(change)).length);
    });
  },
);

/** An undo names an organization that the run created by its code. */
function nameByCode<Own extends Change>(change: Own, run: ApplyRun): Own {
  if (!('organization' in change)) return change;
  return { ...change, organization: { ...change.organization, code: run.codeOf(change.organization) } };
}

async function open(kind: Kind) {
  const row = rows[kind.name];
  if (row === undefined) throw new Error(`The kind ${kind.name} has no row.`);
  const bench = openBench({ seed });
  const stated = await desire({ version: 1, ...row.configuration });
  const desired = row.values === undefined ? stated : wantValues(stated, kind, row.values);
  const diff = await diffBench(bench, desired);
  return { row, bench, desired, diff, own: diff.changes.filter((change) => kind.owns(change)) };
}
