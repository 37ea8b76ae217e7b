// A colleague clicks roles, permissions, properties, flags and registration domains with Kinde's SDK. A configuration that
// names them sees exactly what the colleague did, and a reviewer reads it in the comment.
import { beforeAll, expect, it } from 'vitest';
import { compareText } from '../../../src/model/text/compare-text.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { type CallSdk, findId, idOf, openSdk } from './open-sdk.js';

const sandbox = createSandbox({
  seed: {
    environment: { code: 'production', name: 'Production' },
    featureFlags: { max_seats: { type: 'int', value: '10' } },
    permissions: [
      { key: 'read', name: 'Read' },
      { key: 'write', name: 'Write' },
    ],
    roles: [
      { key: 'admin', name: 'Admin', permissions: ['read'] },
      { key: 'viewer', name: 'Viewer', permissions: ['read'] },
    ],
    properties: [{ key: 'plan' }],
    organizations: [
      { code: 'org_d', name: 'Default' },
      {
        code: 'org_acme',
        name: 'Acme',
        allowRegistrations: true,
        allowedDomains: ['acme.example', 'acme.test'],
        featureFlags: { max_seats: '50' },
        properties: { plan: 'gold' },
        members: [{ user: 'kp_ann', roles: ['admin'] }],
      },
    ],
    users: [{ id: 'kp_ann', emails: ['ann@acme.example'] }],
  },
});

const domains = ['acme.example', 'acme.test'];

const configuration = `version: 1
environment: { code: production }
safety: { unmanagedOrganizations: warn }
business:
  managedFrom: production
  permissions:
    - { key: read, name: Read }
    - { key: write, name: Write }
  roles:
    - { key: admin, name: Admin, permissions: [read] }
    - { key: viewer, name: Viewer, permissions: [read] }
organizations:
  - { code: org_d, name: Default }
  - code: org_acme
    name: Acme
    allowRegistrations: true
    registrationDomains: [acme.example, acme.test]
    featureFlags: { max_seats: 50 }
    properties: { plan: gold }
    membership: exact
    members:
      - { email: ann@acme.example, roles: [admin] }
`;

/** It also names the role, permission, property and flag that the colleague creates, with other values. */
const wider = configuration
  .replace('write, name: Write }', '$&\n    - { key: audit, name: Audit }')
  .replace('  roles:\n', '$&    - { key: auditor, name: Auditor, permissions: [read] }\n')
  .replace('properties: { plan: gold }', 'properties: { plan: gold, tier: two }')
  .replace('max_seats: 50 }', 'max_seats: 50, beta: false }');

let sdk: CallSdk;
beforeAll(async () => {
  sdk = await openSdk(sandbox);
});

async function run(cwd: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runInWorld(args, { sandbox, cwd });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}

async function plan(cwd: string): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await run(cwd, 'plan', '--format', 'json')) as Readonly<Record<string, unknown>>;
}

async function clickByHand(): Promise<void> {
  const orgCode = 'org_acme';
  await sdk('Permissions', 'createPermission', { requestBody: { key: 'audit', name: 'Audits' } });
  const permissions = await sdk('Permissions', 'getPermissions', { pageSize: 50 });
  const [read, write, audit] = ['read', 'write', 'audit'].map((key) =>
    findId(permissions, 'permissions', key),
  );
  const created = await sdk('Roles', 'createRole', { requestBody: { key: 'auditor', name: 'Auditor' } });
  const auditor = idOf(created, 'role');
  const roles = await sdk('Roles', 'getRoles');
  const [admin, viewer] = ['admin', 'viewer'].map((key) => findId(roles, 'roles', key));
  const tie = (roleId: string | undefined, ...ids: readonly unknown[]) =>
    sdk('Roles', 'updateRolePermissions', {
      roleId,
      requestBody: { permissions: ids.map((id) => ({ id })) },
    });
  await tie(auditor, read, audit);
  await tie(admin, write);
  await sdk('Roles', 'removeRolePermission', { roleId: viewer, permissionId: read });
  const category = await sdk('PropertyCategories', 'createCategory', {
    requestBody: { name: 'Sales', context: 'org' },
  });
  const definition = {
    key: 'tier',
    name: 'Tier',
    type: 'single_line_text',
    context: 'org',
    is_private: false,
  };
  await sdk('Properties', 'createProperty', {
    requestBody: { ...definition, category_id: idOf(category, 'category') },
  });
  await sdk('Organizations', 'updateOrganizationProperties', {
    orgCode,
    requestBody: { properties: { plan: 'free', tier: 'one' } },
  });
  await sdk('FeatureFlags', 'createFeatureFlag', {
    requestBody: { name: 'Beta', key: 'beta', type: 'bool', default_value: 'true' },
  });
  await sdk('Organizations', 'updateOrganizationFeatureFlagOverride', {
    orgCode,
    featureFlagKey: 'max_seats',
    value: '500',
  });
  await sdk('Organizations', 'updateOrganization', {
    orgCode,
    requestBody: { allowed_domains: ['acme.example', 'evil.example'] },
  });
  await sdk('Organizations', 'createOrganization', { requestBody: { name: 'Shadow' } });
}

it('sees exactly what a colleague clicked, and takes it back', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  expect(await plan(cwd)).toMatchObject({ changes: [], warnings: [] });
  await clickByHand();
  const widerCwd = await makeFolder({ 'kinde.yaml': wider });
  const organization = { code: 'org_acme', name: 'Acme' };
  const update = (resource: string, about: object, field: string, before: unknown, after: unknown) => ({
    action: 'update',
    resource,
    ...about,
    fields: [{ field, before, after }],
  });
  const { changes, warnings } = await plan(widerCwd);
  expect(sortByText(changes)).toMatchObject([
    update(
      'organization',
      { organization },
      'registrationDomains',
      ['acme.example', 'evil.example'],
      domains,
    ),
    update('organization-flag', { organization }, 'beta', true, false),
    update('organization-flag', { organization }, 'max_seats', 500, 50),
    update('organization-property', { organization }, 'plan', 'free', 'gold'),
    update('organization-property', { organization }, 'tier', 'one', 'two'),
    update('permission', { key: 'audit' }, 'name', 'Audits', 'Audit'),
    update('role', { key: 'admin', holders: 1 }, 'permissions', ['read', 'write'], ['read']),
    update('role', { key: 'auditor', holders: 0 }, 'permissions', ['audit', 'read'], ['read']),
    update('role', { key: 'viewer' }, 'permissions', [], ['read']),
  ]);
  expect(changes).toHaveLength(9);
  expect(warnings).toMatchObject([{ code: 'unmanaged-organization' }]);
  const comment = await run(widerCwd, 'plan', '--format', 'markdown');
  expect(comment.split('\n').filter((line) => line.startsWith('### '))).toEqual([
    '### Roles lose permissions (2 roles)',
    '### Roles gain permissions (1 role)',
    '### Ways in opened (1 way in)',
    '### Settings (5 settings)',
    '### Warnings (1)',
  ]);
  for (const said of ['**write**; **1 person**', '`acme.test`', '`max_seats` 500 → 50', '"Shadow"'])
    expect(comment).toContain(said);
  await run(widerCwd, 'apply', '--yes');
  expect(await plan(widerCwd)).toMatchObject({ changes: [] });
  expect(sandbox.violations()).toEqual([]);
});

/** Sorts by resource and by what the change is about: the plan's own order is that of its steps. */
function sortByText(changes: unknown): readonly unknown[] {
  const keyOf = ({ resource, key, fields }: PrintedChange): string =>
    [resource, key, fields[0]?.field].join(' ');
  return [...(changes as readonly PrintedChange[])].sort((one, other) =>
    compareText(keyOf(one), keyOf(other)),
  );
}

interface PrintedChange {
  readonly resource: string;
  readonly key?: string;
  readonly fields: readonly { readonly field: string }[];
}
