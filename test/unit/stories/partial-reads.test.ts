// Tests answers of Kinde with unreadable rows: dependent changes wait with a notice, and all other changes go on.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, membersOf, reportOf, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';
import { damage } from './damage-rows.js';
import type { Change, Row } from './damage-rows.js';

const codes = ['org_a', 'org_b', 'org_c', 'org_d'];
const seed = makeTenant({
  people: ['new', 'boss', 'jane', 'old'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    ...codes.map((code) => ({
      code,
      name: code,
      members: ['jane', 'old', ...(code === 'org_b' ? ['lone'] : [])],
    })),
  ],
});

/** Removes `old` from these organizations and adds `new` to them. */
const moving = (...some: readonly string[]): string => `version: 1
safety: { protect: [boss@acme.example] }
organizations:
${some.map((code) => `  - { code: ${code}, members: [jane@acme.example, new@acme.example] }\n`).join('')}`;

async function apply(configuration: string, damaged: (sandbox: Sandbox) => Sandbox['fetch']) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const options = ['apply', '--yes', '--format', 'json', '--allow-removals', 'all'];
  const ended = await runInWorld(options, { sandbox, cwd, fetch: damaged(sandbox) });
  const report = ended.stdout === '' ? null : reportOf(ended);
  const warnings = (report?.warnings ?? []).map(({ code, organization, email }) =>
    [code, organization?.code, email].filter((part) => part !== undefined).join(' '),
  );
  const writes = sandbox.requests().filter(({ isWrite }) => isWrite).length;
  return { ...ended, report, warnings, membersOf: (code: string) => membersOf(sandbox, code), writes };
}

const hideOf =
  (id: string, change: Change): Change =>
  (row) =>
    row['id'] === id ? change(row) : row;

it.each<[string, Change]>([
  ['whom the look-up by id does not show', () => null],
  ['whose identities are null', (row) => ({ ...row, identities: null })],
  ['whose identities are left out', ({ identities: _, ...row }) => row],
  ['whose row has no id', (row) => ({ ...row, id: null })],
])('does not take out somebody %s', async (_, change) => {
  const { status, warnings, membersOf } = await apply(moving('org_a'), (sandbox) =>
    damage(sandbox, 'users', 'users', hideOf('kp_old', change)),
  );
  expect([status, warnings]).toEqual([0, ['unidentified-member org_a old@acme.example']]);
  expect(membersOf('org_a')).toEqual(['kp_jane', 'kp_new', 'kp_old']);
});

it.each<[string, Row]>([
  ['has no id', { id: null }],
  ['has a number for an address', { email: 3 }],
  ['has a text for roles', { roles: 'admin' }],
])(
  'takes nobody out of an organization with a member who %s, and out of others as planned',
  async (_, row) => {
    const { status, warnings, membersOf } = await apply(moving('org_a', 'org_b'), (sandbox) =>
      damage(
        sandbox,
        'organizations/org_a/users',
        'organization_users',
        hideOf('kp_jane', (one) => ({ ...one, ...row })),
      ),
    );
    expect(membersOf('org_a')).toEqual(['kp_jane', 'kp_new', 'kp_old']);
    expect(membersOf('org_b')).toEqual(['kp_jane', 'kp_new']);
    expect([status, warnings.filter((one) => one.startsWith('unidentified'))]).toEqual([
      0,
      ['unidentified-member org_a'],
    ]);
  },
);

it.each<[string, Change]>([
  ['without their organizations', ({ organizations: _, ...row }) => row],
  ['whose organizations are null', (row) => ({ ...row, organizations: null })],
  ['who have no id', (row) => ({ ...row, id: null })],
])('reads the lists of members where the list of everyone shows people %s', async (_, change) => {
  const configuration = moving(...codes);
  const whole = await apply(configuration, (sandbox) => sandbox.fetch);
  expect(whole.report?.reads.map(({ list }) => list)).toEqual(['organizations', 'people']);
  const { status, report, membersOf } = await apply(configuration, (sandbox) =>
    damage(sandbox, 'users', 'users', hideOf('kp_jane', change)),
  );
  const nameAll = (one: typeof report): readonly unknown[] =>
    (one?.changes ?? []).map((item) => [item.action, 'userId' in item ? item.userId : null]);
  expect([status, nameAll(report)]).toEqual([0, nameAll(whole.report)]);
  expect(report?.reads.map(({ list }) => list)).toContain('members');
  for (const code of codes) expect(membersOf(code)).toEqual(['kp_jane', 'kp_new']);
});

it('reads only the list of the organization to which somebody belongs who could not be understood', async () => {
  const { status, report, warnings, membersOf } = await apply(moving(...codes), (sandbox) =>
    damage(
      sandbox,
      'users',
      'users',
      hideOf('kp_lone', (row) => ({ ...row, id: null })),
    ),
  );
  expect([status, warnings]).toEqual([0, ['unidentified-member org_b lone@acme.example']]);
  expect(codes.map((code) => membersOf(code).length)).toEqual([2, 3, 2, 2]);
  expect(report?.reads.find(({ list }) => list === 'members')?.lists).toBe(1);
});

const creating = `version: 1
organizations:
  - { code: org_a, members: [jane@acme.example] }
  - { externalId: fresh, name: Fresh, members: [old@acme.example] }
`;

it.each(['plan', 'apply', 'report', 'pull'])(
  '%s stops at a list of organizations without the default one, and creates nothing',
  async (command) => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': creating });
    const fetch = damage(sandbox, 'organizations', 'organizations', (row) =>
      row['is_default'] === true ? null : row,
    );
    const args = command === 'apply' ? ['apply', '--yes'] : [command];
    const ended = await runInWorld(args, { sandbox, cwd, fetch });
    expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'incomplete-list']);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  },
);

it('creates no organization where a row of the list could not be understood, and holds back who would move there', async () => {
  const { status, warnings, membersOf, report } = await apply(creating, (sandbox) =>
    damage(sandbox, 'organizations', 'organizations', (row) =>
      row['code'] === 'org_d' ? { ...row, code: null } : row,
    ),
  );
  expect(status).toBe(0);
  expect(report?.changes).toEqual([]);
  expect(warnings).toEqual(['unreadable-row', 'unreadable-row org_a old@acme.example']);
  expect(membersOf('org_a')).toEqual(['kp_jane', 'kp_old']);
});

it.each(['org_d', 'org_home'])(
  'goes on with what the list shows where the row of %s could not be understood',
  async (code) => {
    const { status, membersOf } = await apply(moving('org_a'), (sandbox) =>
      damage(sandbox, 'organizations', 'organizations', (row) =>
        row['code'] === code ? { ...row, code: 7 } : row,
      ),
    );
    expect(status).toBe(0);
    expect(membersOf('org_a')).toEqual(['kp_jane', 'kp_new']);
  },
);

it('is an error where somebody who is listed is gone when the changes are read back', async () => {
  let isOver = false;
  const sandbox = createSandbox({
    seed,
    onEffect: ({ operation }) => {
      if (isOver || operation !== 'AddOrganizationUsers') return;
      isOver = true;
      sandbox.change((tenant) => tenant.removeMember('org_a', 'kp_jane'));
    },
  });
  const cwd = await makeFolder({ 'kinde.yaml': moving('org_a') });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json'], { sandbox, cwd });
  const report = reportOf(ended);
  expect([ended.status, report.verified, report.changes.map(({ result }) => result)]).toEqual([
    1,
    false,
    ['applied', 'applied'],
  ]);
  expect(errorCodeIn(ended)).toBe('listed-person-missing');
  expect(ended.stderr).toContain('jane@acme.example');
  const again = await runInWorld(['apply', '--yes'], { sandbox, cwd });
  expect([again.status, again.stderr]).toEqual([0, '']);
});
