// Authentication connections: those of the environment, those of an organization, and organizations with a directory.
import { expect, it } from 'vitest';
import { createSandbox, parseSeed, type SandboxOptions } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  connections: [
    { id: 'conn_okta', name: 'okta', displayName: 'Sign in with Okta', strategy: 'saml:okta' },
    { id: 'conn_saml', name: 'saml' },
  ],
  organizations: [
    { code: 'org_d', name: 'Default', connections: ['okta', 'saml'] },
    { code: 'org_a', name: 'Acme', hasDirectory: true },
  ],
};

async function open(options: Omit<SandboxOptions, 'seed'> = {}) {
  const sandbox = createSandbox({ seed, ...options });
  const ask = await connect(sandbox);
  return { sandbox, ask };
}

const okta = { id: 'conn_okta', name: 'okta', display_name: 'Sign in with Okta', strategy: 'saml:okta' };
const saml = { id: 'conn_saml', name: 'saml', display_name: 'saml', strategy: 'saml:custom' };

it.each([
  ['nested' as const, [{ connection: okta }, { connection: saml }]],
  ['flat' as const, [okta, saml]],
])('lists the connections of an organization (%s)', async (connectionRows, rows) => {
  const { ask, sandbox } = await open({ unknowns: { connectionRows } });
  const { json } = await ask('GET', 'organizations/org_d/connections');
  expect(json).toMatchObject({ connections: rows, has_more: false });
  expect((await ask('GET', 'organizations/org_a/connections')).json['connections']).toEqual([]);
  expect((await ask('GET', 'organizations/org_x/connections')).code).toBe('ORGANIZATION_NOT_FOUND');
  expect(sandbox.violations()).toEqual([]);
});

it('says that a list of connections goes on, which no parameter reads', async () => {
  const faults = { faults: [{ kind: 'short-pages' as const, rows: 1 }] };
  const { ask } = await open({ faults });
  const { json } = await ask('GET', 'organizations/org_d/connections');
  expect(json).toMatchObject({ connections: [{ connection: okta }], has_more: true });
  expect((await ask('GET', 'organizations/org_d/connections?page_size=50')).code).toBe('INVALID_REQUEST');
});

it('lists the connections of the environment page by page, and reads one', async () => {
  const { ask } = await open();
  const first = await ask('GET', 'connections?page_size=1');
  expect(first.json).toMatchObject({ connections: [{ connection: okta }], has_more: true });
  const second = await ask('GET', 'connections?page_size=1&starting_after=conn_okta');
  expect(second.json).toMatchObject({ connections: [{ connection: saml }], has_more: false });
  expect((await ask('GET', 'connections/conn_saml')).json['connection']).toEqual(saml);
  expect((await ask('GET', 'connections/conn_x')).code).toBe('CONNECTION_NOT_FOUND');
  expect((await ask('GET', 'connections?home_realm_domain=x.example')).status).toBe(501);
});

it('switches a connection of an organization on and off', async () => {
  const { ask, sandbox } = await open();
  const own = () => sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.connections;
  expect((await ask('POST', 'organizations/org_a/connections/conn_okta')).status).toBe(200);
  expect(own()).toEqual(['okta']);
  expect(rowsOf(await ask('GET', 'organizations/org_a/connections'), 'connections')).toHaveLength(1);
  expect((await ask('DELETE', 'organizations/org_a/connections/conn_okta')).status).toBe(200);
  expect((await ask('DELETE', 'organizations/org_a/connections/conn_okta')).code).toBe(
    'CONNECTION_NOT_ENABLED',
  );
  expect((await ask('POST', 'organizations/org_a/connections/conn_x')).code).toBe('CONNECTION_NOT_FOUND');
  expect(own()).toBeUndefined();
  expect(sandbox.violations()).toEqual([]);
});

it('refuses invitations into an organization that a directory manages', async () => {
  const { ask, sandbox } = await open();
  const invite = () => ask('POST', 'organization/org_a/invites', { email: 'n@x.example', roles: [] });
  expect((await invite()).code).toBe('ORGANIZATION_MANAGED_BY_DIRECTORY');
  sandbox.change((tenant) => tenant.changeOrganization('Acme', { hasDirectory: false }));
  expect((await invite()).status).toBe(201);
});

it('keeps connections and directories in its snapshot and reads them from a seed', () => {
  const sandbox = createSandbox({ seed: parseSeed(JSON.stringify(seed), 's.json') });
  sandbox.change((tenant) => {
    tenant.addConnection({ name: 'google', strategy: 'oauth2:google' });
    tenant.setConnections('Acme', ['google', 'okta', 'google']);
  });
  const snapshot = sandbox.snapshot();
  expect(snapshot).toMatchObject({
    connections: [{ name: 'google', strategy: 'oauth2:google' }, { name: 'okta' }, { name: 'saml' }],
    organizations: [
      { code: 'org_a', connections: ['google', 'okta'], hasDirectory: true },
      { code: 'org_d', connections: ['okta', 'saml'] },
    ],
  });
  expect(createSandbox({ seed: snapshot }).snapshot()).toEqual(snapshot);
  expect(parseSeed(JSON.stringify(snapshot), 's.json')).toEqual(snapshot);
});

it.each([
  ['connections: [{ name: a }, { name: a }]', /^s\.yaml:1:36: .*twice/],
  ['organizations: [{ name: A, connections: [okta] }]', /^s\.yaml:1:41: .*okta/],
])('refuses the seed %s', (text, message) => {
  expect(() => parseSeed(text, 's.yaml')).toThrow(
    expect.objectContaining({
      code: 'invalid-seed',
      message: expect.stringMatching(message) as string,
    }) as Error,
  );
});

it('does not switch on a connection that the environment lacks', async () => {
  const { sandbox } = await open();
  expect(() => sandbox.change((tenant) => tenant.setConnections('Acme', ['unheard']))).toThrow(
    expect.objectContaining({ code: 'unknown-in-sandbox' }) as Error,
  );
});
