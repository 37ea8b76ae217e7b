// Messages about faults outside the program: the code, what to do and where; no stack and no secret.
import { expect, test } from 'vitest';
import { confirmations, reads, writes } from '../../../src/model/operations/operations.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxOptions } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended, WorldOptions } from '../../fake-world.js';
import { changing, everyValue, seed } from './tenant.js';

const secret = 'sandbox-only-secret';

interface Attempt extends Partial<Omit<WorldOptions, 'sandbox' | 'cwd'>> {
  readonly sandbox?: SandboxOptions;
  readonly args?: readonly string[];
  readonly configuration?: string;
}

/** Runs a plan, or the command in `args`, and checks the rules for every message. */
async function attempt({
  sandbox: options,
  args = ['plan', '-v'],
  configuration = changing,
  ...rest
}: Attempt) {
  const sandbox = createSandbox({ seed, ...options });
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const ended = await runInWorld(args, { sandbox, cwd, ...rest });
  const said = ended.stdout + ended.stderr;
  expect(said).not.toMatch(/^\s+at .*[:(]/m);
  expect(said).not.toContain(secret);
  expect(said).not.toContain('eyJ');
  return { ...ended, sandbox };
}

function expectError(ended: Ended, code: string, advice: readonly string[]): void {
  expect({ status: ended.status, stdout: ended.stdout, code: errorCodeIn(ended) }).toEqual({
    status: 1,
    stdout: '',
    code,
  });
  for (const words of advice) expect(ended.stderr).toContain(words);
}

test('a wrong client id or secret is said with the place in Kinde where they stand', async () => {
  for (const env of [{ KINDE_CLIENT_ID: 'other' }, { KINDE_CLIENT_SECRET: 'hunter2-hunter2' }]) {
    const ended = await attempt({ env });
    expectError(ended, 'invalid-client', [
      'KINDE_CLIENT_ID',
      'KINDE_CLIENT_SECRET',
      'Settings > Applications',
    ]);
    expect(ended.stderr).not.toContain('hunter2');
  }
});

test('a wrong audience is said with the variable and the place where an application is authorized', async () => {
  const ended = await attempt({ env: { KINDE_AUDIENCE: 'https://other.kinde.com/api' } });
  expectError(ended, 'unauthorized-client', ['KINDE_AUDIENCE', 'Kinde Management API']);
});

test.each([
  ['KINDE_DOMAIN', 'acme.kinde.com'],
  ['KINDE_CLIENT_ID', 'Settings > Applications'],
  ['KINDE_CLIENT_SECRET', 'Settings > Applications'],
])('%s that is not set, or blank, is named', async (name, advice) => {
  for (const value of [undefined, '', '  ']) {
    const ended = await attempt({ env: { [name]: value } });
    expectError(ended, 'missing-setting', [name, advice, '--env-file']);
    expect(ended.sandbox.requests()).toEqual([]);
  }
});

const scopesOf = (rows: Readonly<Record<string, { readonly scope: string }>>): readonly string[] => [
  ...new Set(Object.values(rows).map(({ scope }) => scope)),
];
const readScopes = scopesOf(reads);
const writeScopes = scopesOf({ ...writes, ...confirmations });
const allScopes = [...readScopes, ...writeScopes];
const permissions = [{ key: 'read:x', name: 'Read' }];
const without = (scope: string) => ({
  scopes: allScopes.filter((one) => one !== scope),
  seed: { ...seed, permissions, organizations: [...seed.organizations, inviting] },
});

/** An organization with a pending invitation that the files end. */
const inviting = { code: 'org_club', name: 'Club', invitations: [{ email: 'past@fresh.example' }] };

/** Manages invitations, roles, permissions and sessions, too, so that every scope is needed. */
const withBusiness = `${everyValue.replace('version: 1', '$&\nsafety: { endSessions: always }')}  - { code: org_club, membership: exact, newcomers: invite, members: [guest@fresh.example] }
business:
  managedFrom: production
  permissions: [{ key: "read:x", name: Look }, { key: "new:x", name: New }]
  roles: [{ key: admin, name: Boss, permissions: ["read:x"] }, { key: payer, name: Payer }]
`;

// `read:organization_user_roles` is needed only where holders of roles are the cheapest listing.
const plannedScopes = readScopes.filter((scope) => scope !== 'read:organization_user_roles');

test.each(plannedScopes)('a plan without the scope %s names it and where it is granted', async (scope) => {
  const ended = await attempt({ sandbox: without(scope), configuration: withBusiness });
  expectError(ended, 'missing-scope', [scope, 'Settings > APIs', 'Manage scopes']);
  expect(ended.sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

// The role calls are needed only where Kinde adds roles instead of replacing them.
const addingRoles = { unknowns: { patchRoles: 'add' } } as const;

const cleaning = 'delete:organization_user_roles';
const apply = ['apply', '--yes'];

/** The tenant with a handle that the configuration empties. */
const handled = {
  ...seed,
  organizations: [...seed.organizations, inviting].map((one) => ({
    ...one,
    handle: one.code ?? null,
  })),
};

test.each(writeScopes.filter((scope) => scope !== cleaning))(
  'an apply without the scope %s names it and writes nothing',
  async (scope) => {
    for (const more of [[], ['--format', 'json']]) {
      const args = [...apply, ...more];
      const configuration = withBusiness.replace('code: org_acme', '$&\n    handle: null');
      const ended = await attempt({
        sandbox: { ...without(scope), seed: { ...handled, permissions } },
        args,
        configuration,
      });
      expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'missing-scope']);
      for (const words of [scope, 'Manage scopes', 'Nothing was written'])
        expect(ended.stderr).toContain(words);
      expect(ended.sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
    }
  },
);

test(`an apply without the scope ${cleaning} says at the change that it lacks it`, async () => {
  const sandbox = { ...without(cleaning), ...addingRoles };
  const { status, stdout } = await attempt({ sandbox, args: apply, configuration: everyValue });
  expect(status).toBe(1);
  expect(stdout).toContain('missing-scope');
  expect(stdout).toContain(cleaning);
  expect(stdout).toContain('Manage scopes');
});

test('a configuration locked to another environment says which one is meant and which one was found', async () => {
  const { status, stdout, sandbox } = await attempt({
    args: ['apply', '--yes'],
    configuration: `${changing}environment:\n  code: staging\n`,
  });
  expect(status).toBe(3);
  expect(stdout).toContain('environment-lock');
  expect(stdout).toContain('kinde.yaml:10:9');
  expect(stdout).toContain('"staging"');
  expect(stdout).toContain('"production"');
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test.each([
  ['passkeys: off', 'environment: { passkeys: false }', 'Write one of off, optional, mandatory.'],
  [
    'a block map',
    'organizations: [{ code: org_1, allowRegistrations: ${OPEN:-true} }]',
    'write the key on a line of its own, without quotes',
  ],
])('a value in the wrong form leads to %s, not in a circle', async (_, line, hint) => {
  const { status, stderr } = await attempt({ args: ['validate'], configuration: `version: 1\n${line}\n` });
  expect(status).toBe(1);
  expect(stderr).toContain(hint);
});

/** Returns a `fetch` that fails to connect, with this code. */
function failing(code: string): typeof globalThis.fetch {
  return () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
}

test('a host that does not exist is named, with what to check', async () => {
  const ended = await attempt({ fetch: failing('ENOTFOUND'), env: { KINDE_DOMAIN: 'acmee.kinde.com' } });
  expectError(ended, 'unreachable', ['acmee.kinde.com', 'does not exist', 'KINDE_DOMAIN']);
});

test('a host that can not be reached is named, with what to check', async () => {
  const ended = await attempt({ fetch: failing('ECONNREFUSED') });
  expectError(ended, 'unreachable', ['acme.kinde.com', 'KINDE_DOMAIN', 'proxy or firewall']);
});

test('a certificate that is not accepted is said, with the variable that helps behind a proxy', async () => {
  const ended = await attempt({ fetch: failing('SELF_SIGNED_CERT_IN_CHAIN') });
  expectError(ended, 'tls-failed', ['NODE_EXTRA_CA_CERTS']);
});

test.each([
  'http://acme.kinde.com',
  'http://127.0.0.1.evil.example',
  'http://10.0.0.1',
  'HTTP://acme.kinde.com',
])('%s is refused before anything is sent', async (domain) => {
  const ended = await attempt({ env: { KINDE_DOMAIN: domain } });
  expectError(ended, 'insecure-domain', ['https://']);
  expect(ended.sandbox.requests()).toEqual([]);
});

test('a domain that holds a secret is refused without repeating it', async () => {
  const ended = await attempt({ env: { KINDE_DOMAIN: 'https://me:hunter2-hunter2@acme.kinde.com' } });
  expectError(ended, 'invalid-domain', ['KINDE_DOMAIN']);
  expect(ended.stderr).not.toContain('hunter2');
});

test('a web page in place of a token says that the domain is not one of Kinde', async () => {
  const page = () =>
    Promise.resolve(
      new Response('<!doctype html><h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } }),
    );
  expectError(await attempt({ fetch: page }), 'not-kinde', ['KINDE_DOMAIN']);
});

test('an access token that has ended says when, and sends no request', async () => {
  const claims = Buffer.from(JSON.stringify({ exp: 1_600_000_000, scope: 'read:users' })).toString(
    'base64url',
  );
  const ended = await attempt({ env: { KINDE_ACCESS_TOKEN: `eyJhbGciOiJub25lIn0.${claims}.x` } });
  expectError(ended, 'expired-token', ['KINDE_ACCESS_TOKEN', '2020-09-13', 'Get a new access token']);
  expect(ended.sandbox.requests()).toEqual([]);
});

test('an access token that Kinde does not accept says what to do and is never repeated', async () => {
  const ended = await attempt({ env: { KINDE_ACCESS_TOKEN: 'made-up-token-text' } });
  expectError(ended, 'token-rejected', ['KINDE_ACCESS_TOKEN', 'KINDE_CLIENT_ID']);
  expect(ended.stderr).not.toContain('made-up-token-text');
});

test.each([
  ['plan', ['plan', '--out', './kinde.yaml']],
  ['report', ['report', '--format', 'csv', '--out', 'kinde.yaml']],
])('%s never replaces the configuration that it was made from', async (_, args) => {
  const ended = await attempt({ args });
  expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'invalid-option' });
});

test('a page of HTML is not printed on a terminal', async () => {
  const ended = await attempt({ args: ['report'], isTerminal: true });
  expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 1, stdout: '' });
  expect(ended.sandbox.requests()).toEqual([]);
});
