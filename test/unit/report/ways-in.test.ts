// Tests `report --ways-in` on the sandbox: its rows, its requests, and what becomes of a way that may not be read.
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { renderAccessHtml } from '../../../src/render/report/access-html.js';
import { knownScopes } from '../../../src/sandbox/contract/contract.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { reportTime } from './report-tenant.js';

const seed: SandboxSeed = {
  environment: { code: 'production', name: 'Production' },
  roles: [
    { key: 'owner', systemPermissions: ['org:read:members', 'org:write:members'] },
    { key: 'viewer', systemPermissions: ['org:read:members'] },
  ],
  connections: [
    { name: 'acme_saml', displayName: 'Acme SSO' },
    { name: 'google', strategy: 'oauth2:google' },
  ],
  organizations: [
    {
      code: 'org_base',
      name: 'Base',
      isDefault: true,
      members: [{ user: 'ann@base.example', roles: ['viewer'] }],
    },
    {
      code: 'org_open',
      name: 'Open',
      allowRegistrations: true,
      connections: ['acme_saml', 'google'],
      members: [{ user: 'ann@base.example', roles: ['owner', 'viewer'] }],
      invitations: [
        { email: 'zoe@open.example', roles: ['viewer', 'owner'] },
        { email: '=cmd@open.example', isSent: false },
        { email: 'gone@open.example', state: 'revoked' },
        { email: 'in@open.example', state: 'accepted' },
      ],
    },
    {
      code: 'org_some',
      name: 'Some',
      allowRegistrations: true,
      allowedDomains: ['some.example', 'more.example'],
    },
  ],
  users: [{ id: 'kp_ann', emails: ['ann@base.example'] }],
};

interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
}

async function openScene(
  files: Readonly<Record<string, string>> = {},
  options: SandboxOptions = {},
): Promise<Scene> {
  const sandbox = createSandbox({ seed, now: () => reportTime, ...options });
  const cwd = await makeFolder(files);
  const run = (...args: readonly string[]) =>
    runInWorld(['report', ...args], { sandbox, cwd, start: reportTime });
  return { sandbox, cwd, run };
}

async function readReport(scene: Scene, ...args: readonly string[]): Promise<AccessReport> {
  const { status, stdout, stderr } = await scene.run('--ways-in', '--format', 'json', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as AccessReport;
}

async function readWays(scene: Scene, ...args: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const { waysIn = [] } = await readReport(scene, ...args);
  return waysIn.map(({ organization, way, state, subject, roles, holders }) => [
    ...[organization, way, state, subject],
    ...(roles === null ? [] : [roles]),
    ...(holders === null ? [] : [holders]),
  ]);
}

/** The page's own style and script exist only in a build. */
const parts = { style: '', script: '' };

const attested = {
  'kinde.yaml': `version: 1
environment:
  code: production
  signUp: { signUpToDefaultOrganization: false }
organizations: []
`,
  'kinde.attested.yaml': `version: 1
attestations:
  - setting: signUpToDefaultOrganization
    environment: production
    value: false
    by: Ann Lee
    at: 2026-11-01T10:00:00Z
`,
};

describe('the ways in', () => {
  it('has at least one row for each way into each organization, and one for each invitation, domain and role', async () => {
    expect(await readWays(await openScene())).toEqual([
      ['org_base', 'registrations', 'closed', null],
      ['org_base', 'invitation', 'closed', null],
      ['org_base', 'connection', 'closed', null],
      ['org_base', 'role', 'closed', null],
      ['org_base', 'directory', 'not-looked-at', null],
      ['org_base', 'default-organization', 'not-looked-at', null],
      ['org_open', 'registrations', 'open', null],
      ['org_open', 'invitation', 'open', '=cmd@open.example', []],
      ['org_open', 'invitation', 'open', 'zoe@open.example', ['owner', 'viewer']],
      ['org_open', 'connection', 'open', 'Acme SSO'],
      ['org_open', 'role', 'open', 'owner', 1],
      ['org_open', 'directory', 'not-looked-at', null],
      ['org_some', 'registrations', 'open', 'more.example'],
      ['org_some', 'registrations', 'open', 'some.example'],
      ['org_some', 'invitation', 'closed', null],
      ['org_some', 'connection', 'closed', null],
      ['org_some', 'role', 'closed', null],
      ['org_some', 'directory', 'not-looked-at', null],
    ]);
  });

  it('are the same whether Kinde nests connections in their rows or not', async () => {
    const [nested, flat] = await Promise.all(
      (['nested', 'flat'] as const).map(async (connectionRows) =>
        readWays(await openScene({}, { unknowns: { connectionRows } })),
      ),
    );
    expect(flat).toEqual(nested);
  });

  it("has the default organization's switch as it is attested", async () => {
    const { waysIn = [] } = await readReport(await openScene(attested));
    expect(waysIn.find(({ way }) => way === 'default-organization')).toMatchObject({
      organization: 'org_base',
      state: 'closed',
      since: '2026-11-01T10:00:00Z',
    });
  });

  it('fits the schema, and is absent without the option', async () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    const fits = ajv.compile(JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as object);
    const scene = await openScene(attested);
    const report = await readReport(scene);
    expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
    const plain = JSON.parse((await scene.run('--format', 'json')).stdout) as AccessReport;
    expect(Object.keys(report).filter((key) => !(key in plain))).toEqual(['invitations', 'waysIn']);
  });

  it('are in a CSV of their own, without a formula', async () => {
    const { stdout } = await (await openScene()).run('--ways-in', '--format', 'csv');
    const lines = stdout.split('\r\n');
    expect(lines[0]).toBe('organization_code,organization_name,way,state,subject,roles,holders,since,detail');
    expect(lines).toHaveLength(20);
    expect(lines.find((line) => line.includes('cmd@'))).toContain(',"\'=cmd@open.example",');
    expect(stdout).toContain('org_open,Open,role,open,owner,,1,,');
  });

  it('are a view of the page, which has no such view without the option', async () => {
    const { waysIn, ...report } = await readReport(await openScene());
    expect(waysIn).toBeDefined();
    const page = renderAccessHtml({ ...report, waysIn: waysIn ?? [] }, parts);
    expect(page).toContain('value="ways-in"');
    expect(page).toContain('<dt>Ways in</dt>');
    expect(page).toContain('zoe@open.example');
    expect(renderAccessHtml(report, parts)).not.toContain('value="ways-in"');
  });

  it('have no link of an invitation in any format', async () => {
    const scene = await openScene();
    const link = /auth\/invitation|inv_/;
    expect(renderAccessHtml(await readReport(scene), parts)).not.toMatch(link);
    for (const format of ['json', 'csv']) {
      const { stdout } = await scene.run('--ways-in', '--format', format);
      expect(stdout).toContain('zoe@open.example');
      expect(stdout).not.toMatch(link);
    }
  });

  it('are those of the chosen organization', async () => {
    const ways = await readWays(await openScene(), '--organization', 'Some');
    expect(new Set(ways.map(([organization]) => organization))).toEqual(new Set(['org_some']));
  });
});

describe('the requests', () => {
  const countBy = ({ sandbox }: Scene): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { operation } of sandbox.requests())
      if (operation !== 'token') counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  };

  it('are two for each organization and one for each with open registrations, role and list of roles', async () => {
    const scene = await openScene();
    await readReport(scene);
    expect(countBy(scene)).toMatchObject({
      getOrganization: 2,
      getOrganizationInvites: 3,
      GetOrganizationConnections: 3,
      GetRoles: 1,
      GetRoleSystemPermissions: 2,
    });
  });

  it('are none without the option', async () => {
    const scene = await openScene();
    await scene.run('--format', 'json');
    expect(Object.keys(countBy(scene)).sort()).toEqual([
      'GetOrganizationUsers',
      'getEnvironment',
      'getOrganizations',
      'getUsers',
    ]);
  });

  it('are announced before they are sent', async () => {
    const { stderr } = await (await openScene()).run('--ways-in', '-v', '--format', 'json');
    const lines = stderr.split('\n');
    const said = lines.findIndex((line) => /^about \d+ requests: the ways/.test(line));
    expect(said).toBeGreaterThan(-1);
    expect(lines.findIndex((line) => line.includes('getOrganizationInvites'))).toBeGreaterThan(said);
  });
});

describe('a way that may not be read', () => {
  it.each([
    ['read:organization_invites', 'invitation', 3],
    ['read:organization_connections', 'connection', 3],
    ['read:role_system_permissions', 'role', 3],
    ['read:roles', 'role', 3],
  ])(
    'without %s is "not looked at" in every organization, and takes no request',
    async (scope, way, count) => {
      const scopes = knownScopes.filter((one) => one !== scope);
      const scene = await openScene({}, { scopes });
      const { waysIn = [] } = await readReport(scene);
      const own = waysIn.filter((one) => one.way === way);
      expect(own.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'not-looked-at'));
      expect(own[0]?.detail).toContain(scope);
      expect(scene.sandbox.requests().filter(({ status }) => status === 403)).toEqual([]);
    },
  );

  it('because Kinde refuses one organization is "not looked at" there alone', async () => {
    const scene = await openScene(
      {},
      {
        intercept: ({ path }) =>
          path.startsWith('/api/v1/organization/org_open/invites')
            ? Response.json(
                { errors: [{ code: 'NOT_ALLOWED', message: 'Not on\u202e this plan' }] },
                { status: 400 },
              )
            : undefined,
      },
    );
    const { waysIn = [] } = await readReport(scene);
    const own = waysIn.filter(({ way }) => way === 'invitation');
    expect(own.map(({ organization, state }) => [organization, state])).toEqual([
      ['org_base', 'closed'],
      ['org_open', 'not-looked-at'],
      ['org_some', 'closed'],
    ]);
    expect(own[1]?.detail).toContain('NOT_ALLOWED');
    expect(own[1]?.detail).not.toContain('this plan');
    expect((await scene.run('--ways-in', '--format', 'csv')).stdout).not.toContain('\u202e');
  });
});
