// Kinde answering nonsense, at each operation that is used: from a list that can't be read nothing is concluded and
// nothing is written, and a write that was answered with nonsense is found out about, never believed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { everything, everyValue, seed } from '../cli/tenant.js';
import { brokenLists, brokenRows, hollow, json, senseless } from './nonsense.js';
import type { Answers } from './nonsense.js';

// Role by role is the cheapest listing where many organizations share few roles.
const manyOrganizations = {
  seed: {
    ...seed,
    roles: [{ key: 'viewer' }],
    organizations: [
      { code: 'org_home', name: 'Home', isDefault: true },
      ...['a', 'b', 'c'].map((name) => ({
        code: `org_${name}`,
        name,
        members: [{ user: 'old@acme.example' }],
      })),
    ],
  },
  configuration: `version: 1\norganizations:\n${['a', 'b', 'c']
    .map((name) => `  - { code: org_${name}, members: [{ email: jane@acme.example, roles: [viewer] }] }\n`)
    .join('')}`,
};

// The list of organizations need not tell whether registrations are allowed; the single organization does.
const silentList = json({
  code: 'OK',
  organizations: [
    { code: 'org_home', name: 'Home', handle: null, is_default: true, external_id: null },
    { code: 'org_acme', name: 'Acme', handle: null, is_default: false, external_id: null },
  ],
});

interface ReadCase {
  readonly operation: string;
  readonly own: Answers;
  readonly configuration?: string;
  readonly seed?: SandboxOptions['seed'];
  readonly others?: Answers;
}

const user = { id: 'kp_1', email: 'jane@acme.example', organizations: ['org_acme'], identities: [] };

const reads: readonly ReadCase[] = [
  {
    operation: 'getEnvironment',
    own: {
      'an environment that is null': json({ code: 'OK', environment: null }),
      'an environment without a code': json({ code: 'OK', environment: { name: 'Production' } }),
      'a code that is a number': json({ code: 'OK', environment: { code: 1, name: 'Production' } }),
    },
  },
  { operation: 'GetPasskey', own: { 'an unknown policy': json({ policy: 'sometimes' }) } },
  {
    operation: 'GetEnvironementFeatureFlags',
    own: {
      'flags as a list': json({ code: 'OK', feature_flags: [] }),
      'flags that are null': json({ code: 'OK', feature_flags: null }),
      'no flags': json({ code: 'OK' }),
    },
  },
  {
    operation: 'GetOrganizationFeatureFlags',
    own: { 'flags as a list': json({ code: 'OK', feature_flags: [] }), 'no flags': json({ code: 'OK' }) },
  },
  {
    operation: 'GetProperties',
    own: {
      'an end that is not certain': json({ code: 'OK', properties: [] }),
      'a list that never ends': json({ code: 'OK', properties: [{ id: 'p1', key: 'plan' }], has_more: true }),
      'a row without a key': json({ code: 'OK', properties: [{ id: 'p1' }], has_more: false }),
    },
  },
  {
    operation: 'GetOrganizationPropertyValues',
    own: {
      ...brokenLists('properties', { key: 'plan', value: 'gold' }),
      ...brokenRows('properties', { key: 'plan', value: 'gold' }, ['key']),
    },
  },
  {
    operation: 'getOrganizations',
    own: brokenLists('organizations', { code: 'org_acme', name: 'Acme' }),
  },
  {
    operation: 'GetRoles',
    own: {
      ...brokenLists('roles', { id: 'r1', key: 'viewer', name: 'Viewer' }),
      ...brokenRows('roles', { id: 'r1', key: 'viewer', name: 'Viewer' }, ['id', 'key']),
    },
  },
  {
    operation: 'getUsers',
    own: brokenLists('users', user),
  },
  {
    operation: 'GetOrganizationUsers',
    own: brokenLists('organization_users', { id: 'kp_1', email: 'jane@acme.example', roles: [] }),
  },
  {
    operation: 'GetRoleUsers',
    ...manyOrganizations,
    own: brokenLists('users', { id: 'kp_1', org_codes: ['org_a'] }),
  },
  {
    operation: 'getOrganization',
    others: { getOrganizations: silentList },
    own: {
      'a code that is null': json({ code: null, name: 'Acme' }),
      'a switch that is text': json({ code: 'org_acme', name: 'Acme', is_auto_membership_enabled: 'yes' }),
    },
  },
];

const isNamed = (stderr: string, operation: string) =>
  stderr.includes(`operation ${operation.charAt(0).toLowerCase()}${operation.slice(1)}`);

const expectedCodes = ['bad-answer', 'list-loop', 'api-refused', 'server-failed', 'redirected'];

async function applyWith(
  options: SandboxOptions,
  configuration: string,
): Promise<Ended & { sandbox: Sandbox }> {
  const sandbox = createSandbox(options);
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json'], { sandbox, cwd });
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .*[:(]/m);
  return { ...ended, sandbox };
}

test.each(reads)(
  'nonsense from $operation is an error which names it, and nothing is written',
  async (one) => {
    for (const [name, respond] of Object.entries({ ...senseless, ...one.own })) {
      let wasAsked = false;
      const options: SandboxOptions = {
        seed: one.seed ?? seed,
        intercept: ({ operation }) => {
          wasAsked ||= operation === one.operation;
          return operation === one.operation ? respond() : one.others?.[operation]?.();
        },
      };
      const { status, stdout, stderr, sandbox } = await applyWith(options, one.configuration ?? everyValue);
      const code = errorCodeIn({ stderr });
      expect({ name, status, stdout, wasAsked, isNamed: isNamed(stderr, one.operation) }).toEqual({
        name,
        status: 1,
        stdout: '',
        wasAsked: true,
        isNamed: true,
      });
      expect(expectedCodes, `${name}: ${String(code)}`).toContain(code);
      expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
    }
  },
);

const senselessFlags: readonly unknown[] = [
  null,
  { value: 'true' },
  { type: 'bool' },
  { type: 'json', value: '{}' },
  { type: 'json', value: {} },
];

test.each(senselessFlags)('a flag that Kinde shows as %j is passed over, and nothing else', async (flag) => {
  const seats = { type: 'int', value: '5' };
  const flags = json({ code: 'OK', feature_flags: { new_checkout: flag, max_seats: seats } });
  const options: SandboxOptions = {
    seed,
    intercept: ({ operation }) => (operation === 'GetEnvironementFeatureFlags' ? flags() : undefined),
  };
  const { status, stdout, stderr, sandbox } = await applyWith(options, everything);
  expect([status, stderr]).toEqual([0, '']);
  const report = JSON.parse(stdout) as { readonly warnings: readonly { readonly code: string }[] };
  expect(report.warnings.map(({ code }) => code)).toContain('unknown-flag-type');
  const written = sandbox.requests().filter(({ isWrite }) => isWrite);
  expect(written.filter(({ path }) => path.includes('feature_flags'))).toEqual([]);

  const other = await applyWith(options, 'version: 1\nenvironment: { featureFlags: { max_seats: 5 } }\n');
  expect([other.status, other.stderr]).toEqual([0, '']);

  const cwd = await makeFolder();
  const pulled = await runInWorld(['pull'], { sandbox: createSandbox(options), cwd });
  expect([pulled.status, errorCodeIn(pulled)]).toEqual([0, null]);
  const pulledText = await readFile(join(cwd, 'kinde.yaml'), 'utf8');
  expect(pulledText).toContain('max_seats: 5');
  expect(pulledText).not.toContain('new_checkout');
});

test('members without their roles are no proof that they have none', async () => {
  const list = json({ organization_users: [{ id: 'kp_jane', email: 'jane@acme.example' }] });
  const options: SandboxOptions = {
    seed,
    intercept: ({ operation }) => (operation === 'GetOrganizationUsers' ? list() : undefined),
  };
  const { status, stderr, sandbox } = await applyWith(options, everything);
  expect({ status, codes: diagnosticCodesIn({ stderr }) }).toEqual({ status: 1, codes: ['roles-not-shown'] });
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

const writes = [
  'updateOrganization',
  'UpdatePasskey',
  'UpdateEnvironementFeatureFlagOverride',
  'UpdateOrganizationFeatureFlagOverride',
  'UpdateOrganizationProperties',
  'createOrganization',
  'createUser',
  'AddOrganizationUsers',
  'UpdateOrganizationUsers',
  'DeleteOrganizationUserRole',
] as const;

interface ReportedChange {
  readonly action: string;
  readonly resource: string;
  readonly organization?: { readonly name: string };
  readonly email?: string;
  readonly fields?: readonly { readonly field: string }[];
  readonly result?: string;
}

function nameChange({ action, resource, organization, email, fields }: ReportedChange): string {
  return [action, resource, organization?.name, email, fields?.map(({ field }) => field).join()].join(' ');
}

function readChanges(stdout: string): readonly ReportedChange[] {
  return (JSON.parse(stdout) as { readonly changes: readonly ReportedChange[] }).changes;
}

// Where roles are added and not replaced, the single-role call is needed too.
const addingRoles = { unknowns: { patchRoles: 'add' } } as const;

test.each(writes)('a success of %s that had no effect is not believed', async (write) => {
  for (const [name, respond] of Object.entries(hollow)) {
    let isBroken = true;
    const { status, stdout, sandbox } = await applyWith(
      {
        seed,
        ...addingRoles,
        intercept: ({ operation }) => (isBroken && operation === write ? respond() : undefined),
      },
      everyValue,
    );
    expect({ name, status }).toEqual({ name, status: 1 });
    isBroken = false;
    const applied = readChanges(stdout).filter(({ result }) => result === 'applied');
    await expectRestToBeDone(sandbox, name, new Set(applied.map(nameChange)));
  }
});

test.each(writes)(
  'a success of %s that had its effect but says nonsense is found out about',
  async (write) => {
    for (const [name, respond] of Object.entries(hollow)) {
      const sandbox = createSandbox({ seed, ...addingRoles });
      const cwd = await makeFolder({ 'kinde.yaml': everyValue });
      const fetch: Sandbox['fetch'] = async (input, init) => {
        const before = sandbox.requests().length;
        const response = await sandbox.fetch(input, init);
        const isMeant = sandbox.requests()[before]?.operation === write;
        return isMeant && response.ok ? respond() : response;
      };
      const { status, stderr } = await runInWorld(['apply', '--yes'], { sandbox, cwd, fetch });
      const codes = [...stderr.matchAll(/^error ([a-z-]+):/gm)].map(([, code]) => code);
      expect(codes.length > 0).toBe(status !== 0);
      expect(codes).not.toContain('internal');
      await expectRestToBeDone(sandbox, name, new Set());
    }
  },
);

/** Plans again, finds nothing of what was said to be applied, and applies the rest: nobody is there twice. */
async function expectRestToBeDone(
  sandbox: Sandbox,
  name: string,
  applied: ReadonlySet<string>,
): Promise<void> {
  const cwd = await makeFolder({ 'kinde.yaml': everyValue });
  const planned = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd });
  const believed = readChanges(planned.stdout)
    .map(nameChange)
    .filter((change) => applied.has(change));
  expect({ name, believed }).toEqual({ name, believed: [] });
  const { status } = await runInWorld(['apply', '--yes'], { sandbox, cwd });
  expect({ name, status }).toEqual({ name, status: 0 });
  const { users, organizations } = sandbox.snapshot();
  expect(users.filter(({ emails }) => emails.includes('newcomer@fresh.example'))).toHaveLength(1);
  expect(organizations.filter(({ externalId }) => externalId === 'globex')).toHaveLength(1);
}
