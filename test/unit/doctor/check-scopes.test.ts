// What the doctor says a configuration needs is what plan and apply really use: all of it, whatever the tenant.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkScopes, describeNeeds, needOperations } from '../../../src/doctor/check-scopes.js';
import { kinds } from '../../../src/kinds/registry.js';
import { loadConfiguration } from '../../../src/stories/load-configuration.js';
import type { DesiredState } from '../../../src/model/desired.js';
import { isPlanRead, operations } from '../../../src/model/operations/operations.js';
import { makeFolder } from '../../fake-world.js';
import { asItIs, everyValue } from '../cli/tenant.js';
import { openTool } from '../../properties/run-tool.js';
import { drawScene } from '../../properties/scenes.js';

async function load(configuration: string): Promise<DesiredState> {
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const { desired, diagnostics } = await loadConfiguration({ paths: [], cwd, env: {} });
  if (desired === null) throw new Error(JSON.stringify(diagnostics));
  return desired;
}

async function need(
  configuration: string,
): Promise<{ readonly plan: ReadonlySet<string>; readonly all: ReadonlySet<string> }> {
  const names = needOperations(await load(configuration));
  const idsOf = (some: typeof names): ReadonlySet<string> =>
    new Set(some.map((name) => operations[name].id.toLowerCase()));
  const plan = names.filter(isPlanRead);
  return { plan: idsOf(plan), all: idsOf(names) };
}

it('covers every request of plan and of apply, for random tenants and configurations', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration, unknowns } = drawScene(g);
      const { sandbox, run } = openTool({ seed, unknowns });
      const usedBy = async (args: readonly string[]): Promise<readonly string[]> => {
        sandbox.resetLog();
        await run(args, configuration);
        const used = sandbox.requests().map(({ operation }) => operation.toLowerCase());
        return [...new Set(used)].filter((operation) => operation !== 'token');
      };
      const planned = await usedBy(['plan']);
      const applied = await usedBy(['apply', '--yes', '--allow-removals', 'all']);
      if (planned.length === 0) return;
      const { plan, all } = await need(JSON.stringify(configuration));
      expect(planned.filter((operation) => !plan.has(operation))).toEqual([]);
      expect(applied.filter((operation) => !all.has(operation))).toEqual([]);
    }),
    { numRuns: 120 },
  );
}, 120_000);

it.each([
  [
    'nothing but the lock',
    'version: 1\nenvironment: { code: production }\n',
    ['getEnvironment', 'getOrganization', 'getOrganizations'],
  ],
  [
    'leavers alone',
    'version: 1\nleavers: [former@acme.com]\n',
    [
      'getEnvironment',
      'getOrganization',
      'getOrganizations',
      'getUsers',
      'searchUsers',
      'updateOrganizationUsers',
    ],
  ],
  [
    'leavers by id, and a role that keeps a holder',
    'version: 1\nsafety: { keepHolder: [admin] }\nleavers: [{ id: kp_1 }]\n',
    [
      'getEnvironment',
      'getOrganization',
      'getOrganizationUsers',
      'getOrganizations',
      'getRoles',
      'getUsers',
      'updateOrganizationUsers',
    ],
  ],
  [
    'a door',
    'version: 1\norganizations: [{ code: org_acme, allowRegistrations: false }]\n',
    ['getEnvironment', 'getOrganization', 'getOrganizations', 'updateOrganization'],
  ],
  [
    'people who are only added, by id',
    'version: 1\norganizations: [{ code: org_acme, membership: additive, members: [{ id: kp_1 }] }]\n',
    [
      'addOrganizationUsers',
      'getEnvironment',
      'getOrganization',
      'getOrganizationUsers',
      'getOrganizations',
      'getUsers',
    ],
  ],
  [
    'what is there already',
    asItIs,
    [
      'addOrganizationUsers',
      'createUser',
      'getEnvironment',
      'getOrganization',
      'getOrganizationUsers',
      'getOrganizations',
      'getUsers',
      'searchUsers',
      'updateOrganization',
    ],
  ],
])('is no more than %s asks for', async (_, configuration, expected) => {
  const { all } = await need(configuration);
  expect([...all].sort()).toEqual(expected.map((id) => id.toLowerCase()).sort());
});

const business = `business:
  managedFrom: production
  permissions: [{ key: "read:x" }]
  roles: [{ key: admin, permissions: ["read:x"] }]
`;

it('is nearly everything where nearly everything is managed', async () => {
  const { all } = await need(
    everyValue
      .replace('code: org_acme', '$&\n    handle: null')
      .replace('name: Globex', '$&\n    membership: exact\n    newcomers: invite')
      .replace('version: 1', '$&\nsafety: { endSessions: lastAccess }')
      .concat(business),
  );
  const every = new Set(Object.values(operations).map(({ id }) => id.toLowerCase()));
  expect([...every].filter((id) => !all.has(id))).toEqual([]);
});

it('is the reading of sessions for apply alone, and only where sessions end', async () => {
  const configuration = 'version: 1\nleavers: [{ id: kp_1 }]\n';
  const needs = async (safety: string) => {
    const names = needOperations(await load(`${configuration}${safety}`));
    return describeNeeds(names, []).filter(({ scope }) => scope.includes('sessions'));
  };
  expect(await needs('')).toEqual([]);
  expect(await needs('safety: { endSessions: never }')).toEqual([]);
  expect(await needs('safety: { endSessions: always }')).toEqual([
    {
      operation: 'deleteUserSessions',
      scope: 'delete:user_sessions',
      neededFor: 'apply',
      granted: false,
    },
    { operation: 'getUserSessions', scope: 'read:user_sessions', neededFor: 'apply', granted: false },
  ]);
});

it('is no writing of roles and permissions in an environment that does not manage the business', async () => {
  const desired = await load(`version: 1\n${business}`);
  const writesIn = (code: string): readonly string[] =>
    needOperations(desired, code).filter((name) => operations[name].repetition !== 'read');
  expect(writesIn('staging')).toEqual([]);
  expect(writesIn('production')).toEqual([
    'createPermission',
    'updatePermission',
    'createRole',
    'updateRole',
    'updateRolePermissions',
  ]);
});

it('is asked of the kinds: each operation but that of the lock is used by one', async () => {
  const desired = await load('version: 1\n');
  const claimed = new Set(kinds.flatMap((kind) => Object.keys(kind.operations(desired))));
  expect(Object.keys(operations).filter((name) => !claimed.has(name))).toEqual(['getEnvironment']);
});

it('does not call scopes surplus that only the report of ways in needs', () => {
  const surplusOf = (scopes: readonly string[]) =>
    checkScopes([], scopes).find(({ check }) => check === 'unneeded scopes');
  const own = ['read:organization_invites', 'read:role_system_permissions'];
  expect(surplusOf(own)).toMatchObject({ status: 'ok' });
  const check = surplusOf([...own, 'delete:users']);
  expect(check).toMatchObject({ status: 'warning' });
  expect(check?.message).toContain('configuration: delete:users. ');
  expect(check?.message).toContain(own.join(', '));
});
