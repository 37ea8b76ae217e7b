// Everything that can stand in the way of plan and apply, as far as the sandbox and the wire can play it: what is
// wrong, and what the doctor must say of it. Read by doctor.test.ts.
import type { CheckName, DoctorReport } from '../../../src/model/results/doctor-report.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';
import { fetchError } from '../kinde/fake-kinde.js';
import { everything } from '../cli/tenant.js';

export const startedAt = Date.parse('2026-11-22T16:00:00Z');

export interface Fault {
  readonly title: string;
  readonly sandbox?: SandboxOptions;
  /** Replaces variables; the empty text unsets one. */
  readonly env?: (
    sandbox: Sandbox,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly fetch?: (sandbox: Sandbox) => Sandbox['fetch'];
  readonly configuration?: string;
  /** Milliseconds by which this machine's clock is ahead of Kinde's. */
  readonly ahead?: number;
  readonly told: {
    readonly check: CheckName;
    readonly status: 'warning' | 'problem';
    readonly code?: string;
    readonly message?: RegExp;
    readonly cure: RegExp;
    readonly where: RegExp;
  };
  /** What can work all the same; nothing if absent, both for a warning. */
  readonly can?: Pick<DoctorReport, 'canPlan' | 'canApply'>;
}

const planScopes = [
  'read:environments',
  'read:organizations',
  'read:organization_users',
  'read:users',
  'read:roles',
  'read:environment_feature_flags',
  'read:passkey',
];

/** Exactly what `everything` needs. */
export const allScopes = [
  ...planScopes,
  'create:organizations',
  'update:organizations',
  'create:users',
  'create:organization_users',
  'update:organization_users',
  'delete:organization_user_roles',
  'update:environment_feature_flags',
  'update:passkey',
];

function without(...scopes: readonly string[]): SandboxOptions {
  return { scopes: allScopes.filter((scope) => !scopes.includes(scope)) };
}

function answerToken(error: string): SandboxOptions {
  return {
    intercept: ({ operation }) =>
      operation === 'token' ? Response.json({ error, error_description: 'no' }, { status: 400 }) : undefined,
  };
}

function answer(asked: string, make: () => Response): SandboxOptions {
  return { scopes: allScopes, intercept: ({ operation }) => (operation === asked ? make() : undefined) };
}

function throwing(make: () => Error): Pick<Fault, 'fetch'> {
  return { fetch: () => () => Promise.reject(make()) };
}

/** A token whose signature nobody has made. */
function forge(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const seconds = startedAt / 1000;
const audience = 'https://acme.kinde.com/api';
const page = () => new Response('<!doctype html><title>Sign in to the proxy</title>', { status: 200 });

export const faults: readonly Fault[] = [
  {
    title: 'no domain',
    env: () => ({ KINDE_DOMAIN: '' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'missing-setting',
      cure: /acme\.kinde\.com/,
      where: /^KINDE_DOMAIN$/,
    },
  },
  {
    title: 'no client id',
    env: () => ({ KINDE_CLIENT_ID: ' ' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'missing-setting',
      cure: /Settings > Applications/,
      where: /^KINDE_CLIENT_ID$/,
    },
  },
  {
    title: 'no client secret',
    env: () => ({ KINDE_CLIENT_SECRET: '' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'missing-setting',
      cure: /Settings > Applications/,
      where: /^KINDE_CLIENT_SECRET$/,
    },
  },
  {
    title: 'a domain with a path',
    env: () => ({ KINDE_DOMAIN: 'https://acme.kinde.com/admin' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'invalid-domain',
      cure: /host/,
      where: /^KINDE_DOMAIN$/,
    },
  },
  {
    title: 'a domain without encryption',
    env: () => ({ KINDE_DOMAIN: 'http://acme.kinde.com' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'insecure-domain',
      cure: /https:/,
      where: /^KINDE_DOMAIN$/,
    },
  },
  {
    title: 'an access token with a line break in it',
    env: () => ({ KINDE_ACCESS_TOKEN: 'Bearer abc' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'invalid-setting',
      cure: /Copy the token again/,
      where: /^KINDE_ACCESS_TOKEN$/,
    },
  },
  {
    title: 'a secret with its quotation marks',
    env: (sandbox) => ({ KINDE_CLIENT_SECRET: `"${sandbox.environmentVariables('').KINDE_CLIENT_SECRET}"` }),
    told: {
      check: 'settings',
      status: 'warning',
      code: 'invalid-setting',
      cure: /only the value/,
      where: /^KINDE_CLIENT_SECRET$/,
    },
    can: { canPlan: false, canApply: false },
  },
  {
    title: 'an access token beside id and secret',
    sandbox: { scopes: allScopes },
    env: async (sandbox) => ({ KINDE_ACCESS_TOKEN: await takeToken(sandbox) }),
    told: {
      check: 'settings',
      status: 'warning',
      message: /are not used/,
      cure: /Unset/,
      where: /^KINDE_ACCESS_TOKEN$/,
    },
  },
  {
    title: 'a domain that does not exist',
    env: () => ({ KINDE_DOMAIN: 'amce.kinde.com' }),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'unreachable',
      message: /amce\.kinde\.com does not exist/,
      cure: /Check KINDE_DOMAIN/,
      where: /KINDE_DOMAIN/,
    },
  },
  {
    title: 'a connection that is refused',
    ...throwing(() => fetchError('ECONNREFUSED', 'connect')),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'unreachable',
      cure: /proxy or firewall/,
      where: /network/,
    },
  },
  {
    title: 'a certificate that has expired',
    ...throwing(() => fetchError('CERT_HAS_EXPIRED')),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'tls-failed',
      cure: /NODE_EXTRA_CA_CERTS/,
      where: /KINDE_DOMAIN/,
    },
  },
  {
    title: 'no answer in time',
    ...throwing(() => new DOMException('late', 'TimeoutError')),
    told: { check: 'connection', status: 'problem', code: 'timeout', cure: /Run again/, where: /network/ },
  },
  {
    title: 'a connection that breaks',
    ...throwing(() => fetchError('ECONNRESET')),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'connection-lost',
      cure: /network/,
      where: /network/,
    },
  },
  {
    title: 'a web site instead of Kinde',
    fetch: () => () => Promise.resolve(page()),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'not-kinde',
      cure: /KINDE_DOMAIN/,
      where: /^KINDE_DOMAIN$/,
    },
  },
  {
    title: 'a proxy that answers calls with a page',
    sandbox: answer('getEnvironment', page),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'bad-answer',
      cure: /KINDE_DOMAIN/,
      where: /proxy/,
    },
  },
  {
    title: 'a firewall that answers calls with a page',
    sandbox: answer(
      'getEnvironment',
      () => new Response('<!doctype html><title>No</title>', { status: 403 }),
    ),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'blocked-by-firewall',
      message: /web page answered with 403/,
      cure: /address of this machine/,
      where: /firewall/,
    },
  },
  {
    title: 'a firewall before the token',
    fetch: () => () => Promise.resolve(new Response('<html>Access denied</html>', { status: 403 })),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'blocked-by-firewall',
      message: /No token: /,
      cure: /runner/,
      where: /firewall/,
    },
  },
  {
    title: 'a redirect',
    sandbox: answer(
      'getEnvironment',
      () => new Response(null, { status: 302, headers: { location: 'https://x.example' } }),
    ),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'redirected',
      cure: /KINDE_DOMAIN/,
      where: /^KINDE_DOMAIN$/,
    },
  },
  {
    title: 'Kinde failing',
    sandbox: answer('getEnvironment', () => new Response('{}', { status: 503 })),
    told: {
      check: 'connection',
      status: 'problem',
      code: 'server-failed',
      cure: /Run again later/,
      where: /./,
    },
  },
  {
    title: 'throttling without end',
    sandbox: answer(
      'getEnvironment',
      () => new Response('{}', { status: 429, headers: { 'RateLimit-Reset': '60' } }),
    ),
    told: { check: 'connection', status: 'problem', code: 'throttled', cure: /later/, where: /./ },
  },
  {
    title: 'a wrong client id',
    env: () => ({ KINDE_CLIENT_ID: 'somebody' }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'invalid-client',
      cure: /Compare them/,
      where: /> Details/,
    },
  },
  {
    title: 'a wrong client secret',
    env: () => ({ KINDE_CLIENT_SECRET: 'not-the-secret' }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'invalid-client',
      cure: /Compare them/,
      where: /KINDE_CLIENT_SECRET/,
    },
  },
  {
    title: 'an application that is not authorized for the API',
    sandbox: answerToken('unauthorized_client'),
    told: {
      check: 'token',
      status: 'problem',
      code: 'unauthorized-client',
      cure: /Authorize application/,
      where: /APIs > Kinde Management API/,
    },
  },
  {
    title: 'a scope that the application may not have',
    sandbox: answerToken('invalid_scope'),
    told: {
      check: 'token',
      status: 'problem',
      code: 'invalid-scope',
      cure: /Manage scopes/,
      where: /Manage scopes/,
    },
  },
  {
    title: 'a token refused for a reason of its own',
    sandbox: answerToken('access_denied'),
    told: {
      check: 'token',
      status: 'problem',
      code: 'token-refused',
      cure: /Settings > Applications/,
      where: /Applications/,
    },
  },
  {
    title: 'an audience that is none',
    env: () => ({ KINDE_AUDIENCE: 'acme.kinde.com/api' }),
    told: {
      check: 'settings',
      status: 'problem',
      code: 'invalid-setting',
      cure: /kinde\.com\/api/,
      where: /KINDE_AUDIENCE/,
    },
  },
  {
    title: 'the audience of another environment',
    env: () => ({ KINDE_AUDIENCE: 'https://acme-staging.kinde.com/api' }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'unauthorized-client',
      cure: /KINDE_AUDIENCE belongs to acme-staging\.kinde\.com/,
      where: /^KINDE_AUDIENCE$/,
    },
  },
  {
    title: 'a custom domain without the audience of the Kinde domain',
    sandbox: { customDomain: 'auth.acme.example' },
    env: () => ({ KINDE_DOMAIN: 'auth.acme.example' }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'unauthorized-client',
      cure: /auth\.acme\.example is a custom domain/,
      where: /^KINDE_AUDIENCE$/,
    },
  },
  {
    title: 'an access token that has expired',
    env: () => ({ KINDE_ACCESS_TOKEN: forge({ aud: [audience], exp: seconds - 60 }) }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'expired-token',
      message: /expired at 2026-11-22T15:59:00/,
      cure: /Get a new access token/,
      where: /^KINDE_ACCESS_TOKEN$/,
    },
  },
  {
    title: 'an access token for another audience',
    env: () => ({ KINDE_ACCESS_TOKEN: forge({ aud: ['https://other.kinde.com/api'], exp: seconds + 3600 }) }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: /other\.kinde\.com/,
      cure: /audience/,
      where: /^KINDE_ACCESS_TOKEN$/,
    },
  },
  {
    title: 'an access token of another issuer',
    env: () => ({
      KINDE_ACCESS_TOKEN: forge({ aud: [audience], iss: 'https://other.kinde.com', exp: seconds + 3600 }),
    }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: /issued by other\.kinde\.com/,
      cure: /this environment/,
      where: /KINDE_DOMAIN/,
    },
  },
  {
    title: 'an access token that Kinde does not take',
    env: () => ({ KINDE_ACCESS_TOKEN: forge({ aud: [audience], exp: seconds + 3600 }) }),
    told: {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: /KINDE_ACCESS_TOKEN \(401\)/,
      cure: /new access token/,
      where: /./,
    },
  },
  {
    title: 'an access token that ends soon',
    sandbox: { scopes: allScopes, tokenLifetimeSeconds: 300 },
    env: async (sandbox) => ({ KINDE_CLIENT_SECRET: '', KINDE_ACCESS_TOKEN: await takeToken(sandbox) }),
    told: {
      check: 'token',
      status: 'warning',
      message: /16:05:00/,
      cure: /Get a new one/,
      where: /^KINDE_ACCESS_TOKEN$/,
    },
  },
  {
    title: 'credentials of one organization',
    sandbox: { organizationScope: 'org_acme' },
    told: {
      check: 'token',
      status: 'problem',
      code: 'organization-scoped',
      message: /org_acme/,
      cure: /whole environment/,
      where: /Add application/,
    },
  },
  {
    title: 'a clock that is behind',
    sandbox: { scopes: allScopes },
    ahead: -600_000,
    told: {
      check: 'clock',
      status: 'warning',
      message: /10 minutes behind/,
      cure: /time server/,
      where: /this machine/,
    },
  },
  {
    title: 'a clock that is days ahead',
    sandbox: { scopes: allScopes },
    ahead: 3 * 86_400_000,
    told: {
      check: 'clock',
      status: 'warning',
      message: /3 days ahead of/,
      cure: /time server/,
      where: /this machine/,
    },
  },
  {
    title: 'a clock by which a token that still works has ended',
    sandbox: { scopes: allScopes },
    env: async (sandbox) => ({ KINDE_CLIENT_SECRET: '', KINDE_ACCESS_TOKEN: await takeToken(sandbox) }),
    ahead: 36 * 3_600_000,
    told: {
      check: 'clock',
      status: 'warning',
      message: /36 hours ahead of/,
      cure: /time server/,
      where: /this machine/,
    },
  },
  {
    title: 'a clock that is ahead beside a token that has ended',
    env: () => ({ KINDE_ACCESS_TOKEN: forge({ aud: [audience], exp: seconds - 60 }) }),
    ahead: 600_000,
    told: {
      check: 'clock',
      status: 'warning',
      message: /10 minutes ahead of/,
      cure: /time server/,
      where: /this machine/,
    },
    can: { canPlan: false, canApply: false },
  },
  {
    title: 'credentials of another environment than the lock',
    sandbox: { scopes: allScopes },
    configuration: everything.replace('code: production', 'code: staging'),
    told: {
      check: 'lock',
      status: 'problem',
      code: 'environment-lock',
      message: /"staging".*"production"/s,
      cure: /Use the credentials of "staging"/,
      where: /environment\.code/,
    },
  },
  {
    title: 'no lock',
    sandbox: { scopes: allScopes },
    configuration: everything.replace('  code: production\n', ''),
    told: {
      check: 'lock',
      status: 'warning',
      message: /not locked to an environment/,
      cure: /code: production/,
      where: /environment\.code/,
    },
  },
  {
    title: 'scopes that plan needs',
    sandbox: without('read:users', 'read:passkey'),
    told: {
      check: 'scopes for plan',
      status: 'problem',
      code: 'missing-scope',
      message: /read:passkey \(getPasskey\), read:users \(getUsers, searchUsers\)/,
      cure: /Grant/,
      where: /Manage scopes/,
    },
  },
  {
    title: 'the scope of the very first call',
    sandbox: without('read:environments'),
    told: {
      check: 'scopes for plan',
      status: 'problem',
      code: 'missing-scope',
      message: /read:environments/,
      cure: /Grant/,
      where: /Manage scopes/,
    },
  },
  {
    title: 'credentials that may only plan',
    sandbox: { scopes: planScopes },
    told: {
      check: 'scopes for apply',
      status: 'problem',
      code: 'missing-scope',
      message: /pull requests can use it/,
      cure: /other credentials for apply/,
      where: /Manage scopes/,
    },
    can: { canPlan: true, canApply: false },
  },
  {
    title: 'unneeded scopes',
    sandbox: { scopes: [...allScopes, 'delete:users'] },
    told: {
      check: 'unneeded scopes',
      status: 'warning',
      message: /delete:users/,
      cure: /Remove scopes/,
      where: /Manage scopes/,
    },
  },
  {
    title: 'a scope that is there and a call that is refused',
    sandbox: answer('GetRoles', () => new Response('{}', { status: 403 })),
    told: {
      check: 'reading',
      status: 'problem',
      code: 'missing-scope',
      message: /getRoles/,
      cure: /read:roles/,
      where: /Manage scopes/,
    },
  },
  {
    title: 'a call that Kinde does not have there',
    sandbox: answer('GetPasskey', () =>
      Response.json({ errors: [{ code: 'NO_ENTITLEMENT', message: 'not in your plan' }] }, { status: 404 }),
    ),
    told: {
      check: 'reading',
      status: 'problem',
      code: 'api-refused',
      message: /NO_ENTITLEMENT/,
      cure: /./,
      where: /./,
    },
  },
  {
    title: 'a configuration with mistakes',
    sandbox: { scopes: allScopes },
    configuration: 'version: 1\norganisations: []\n',
    told: {
      check: 'configuration',
      status: 'problem',
      code: 'invalid-configuration',
      cure: /validate/,
      where: /./,
    },
  },
];

/** Returns a token that the sandbox has given out. */
export async function takeToken(sandbox: Sandbox): Promise<string> {
  const { KINDE_CLIENT_ID: id, KINDE_CLIENT_SECRET: secret } = sandbox.environmentVariables('');
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience };
  const response = await sandbox.fetch('https://acme.kinde.com/oauth2/token', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const body = (await response.json()) as { readonly access_token: string };
  sandbox.resetLog();
  return body.access_token;
}
