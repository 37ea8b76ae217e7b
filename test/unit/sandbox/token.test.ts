// The token endpoint, and what a token opens.
import { decodeJwt } from 'jose';
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { askToken, connect, readReply, rowsOf } from './connect.js';

const origin = 'https://acme.kinde.com';

it('gives a token whose claims say who asked, for what and until when', async () => {
  const sandbox = createSandbox({ scopes: ['read:users', 'read:roles'], now: () => 1_800_000_000_000 });
  const answer = (await (await askToken(sandbox)).json()) as { access_token: string };
  expect(answer).toMatchObject({ expires_in: 86_400, token_type: 'bearer' });
  expect(decodeJwt(answer.access_token)).toMatchObject({
    azp: sandbox.environmentVariables(origin).KINDE_CLIENT_ID,
    scope: 'read:users read:roles',
    scp: ['read:users', 'read:roles'],
    iss: origin,
    iat: 1_800_000_000,
    exp: 1_800_086_400,
  });
});

it.each([
  ['invalid_client', { client_id: 'somebody' }],
  ['invalid_client', { client_secret: 'wrong' }],
  ['unauthorized_client', { audience: 'https://other.kinde.com/api' }],
  ['invalid_scope', { scope: 'read:users write:everything' }],
  ['invalid_request', { grant_type: 'password' }],
  ['invalid_request', { audience: '' }],
])('answers %s to %o', async (error, fields) => {
  const response = await askToken(createSandbox(), fields);
  expect(response.status).toBe(error === 'invalid_client' ? 401 : 400);
  expect(await response.json()).toMatchObject({ error });
});

it('refuses a body that is not form-encoded and notes the breach', async () => {
  const sandbox = createSandbox();
  const headers = { 'content-type': 'application/json' };
  const response = await sandbox.fetch(`${origin}/oauth2/token`, { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(400);
  expect(sandbox.violations()).toHaveLength(1);
});

it('refuses parameters it does not know, or that are given twice', async () => {
  const sandbox = createSandbox();
  expect((await askToken(sandbox, { organization: 'org_1' })).status).toBe(400);
  const form = new URLSearchParams('grant_type=client_credentials&grant_type=client_credentials&audience=a');
  expect((await sandbox.fetch(`${origin}/oauth2/token`, { method: 'POST', body: form })).status).toBe(400);
  expect(sandbox.violations()).toHaveLength(2);
});

it('never keeps the client secret', async () => {
  const sandbox = createSandbox({ clientSecret: 'the-very-secret' });
  await askToken(sandbox);
  expect(JSON.stringify(sandbox.requests())).not.toContain('the-very-secret');
  expect(sandbox.requests()[0]?.body).toMatchObject({ client_secret: '(hidden)' });
});

it('lets any number of tokens live at once', async () => {
  const sandbox = createSandbox();
  const [first, second] = [await connect(sandbox), await connect(sandbox)];
  expect((await first('GET', 'roles')).status).toBe(200);
  expect((await second('GET', 'roles')).status).toBe(200);
  expect(sandbox.tokenCount()).toBe(2);
});

it.each(['', 'Bearer', 'Bearer abc', 'Bearer a.b.c', 'Bearer a.e30.c'])(
  'answers 401 to the authorization %j',
  async (authorization) => {
    const reply = await readReply(
      await createSandbox().fetch(`${origin}/api/v1/roles`, { headers: { authorization } }),
    );
    expect([reply.status, reply.code]).toEqual([401, 'UNAUTHORIZED']);
  },
);

it('answers 401 to a token whose claims were changed', async () => {
  const sandbox = createSandbox({ scopes: [] });
  const { access_token: token } = (await (await askToken(sandbox)).json()) as { access_token: string };
  const [head = '', claims = '', signature = ''] = token.split('.');
  const widened = {
    ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object),
    scp: ['read:roles'],
  };
  const forged = `${head}.${Buffer.from(JSON.stringify(widened)).toString('base64url')}.${signature}`;
  const response = await sandbox.fetch(`${origin}/api/v1/roles`, {
    headers: { authorization: `Bearer ${forged}` },
  });
  expect(response.status).toBe(401);
});

it('answers 401 once the token has expired', async () => {
  let now = 1_800_000_000_000;
  const ask = await connect(createSandbox({ now: () => now, tokenLifetimeSeconds: 60 }));
  now += 59_000;
  expect((await ask('GET', 'roles')).status).toBe(200);
  now += 1_000;
  expect((await ask('GET', 'roles')).status).toBe(401);
});

it('answers 403 where the application lacks the scope of the operation, and has no effect', async () => {
  const sandbox = createSandbox({ scopes: ['read:roles'] });
  const ask = await connect(sandbox);
  const before = sandbox.snapshot();
  const reply = await ask('POST', 'organization', { name: 'New' });
  expect([reply.status, reply.code]).toEqual([403, 'FORBIDDEN']);
  expect(sandbox.snapshot()).toEqual(before);
  expect((await ask('GET', 'roles')).status).toBe(200);
});

it('grants only the part of the scopes that was asked for', async () => {
  const sandbox = createSandbox();
  const { access_token: token } = (await (await askToken(sandbox, { scope: 'read:roles' })).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token}` };
  expect((await sandbox.fetch(`${origin}/api/v1/roles`, { headers })).status).toBe(200);
  expect((await sandbox.fetch(`${origin}/api/v1/users`, { headers })).status).toBe(403);
});

it('says in the token that it is limited to one organization, and lists no other', async () => {
  const seed = {
    organizations: [
      { code: 'org_a', name: 'A' },
      { code: 'org_b', name: 'B' },
    ],
  };
  const sandbox = createSandbox({ seed, organizationScope: 'org_b' });
  const answer = (await (await askToken(sandbox)).json()) as { access_token: string };
  expect(decodeJwt(answer.access_token)).toMatchObject({ org_code: 'org_b' });
  const reply = await (await connect(sandbox))('GET', 'organizations');
  expect(rowsOf(reply, 'organizations').map(({ code }) => code)).toEqual(['org_b']);
  expect(sandbox.violations()).toEqual([]);
});

it('is reached by a custom domain, with the audience of the Kinde domain only', async () => {
  const sandbox = createSandbox({ customDomain: 'auth.acme.example' });
  const ask = async (audience: string): Promise<number> => {
    const { KINDE_CLIENT_ID: id, KINDE_CLIENT_SECRET: secret } = sandbox.environmentVariables(origin);
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience };
    const body = new URLSearchParams(form);
    return (await sandbox.fetch('https://auth.acme.example/oauth2/token', { method: 'POST', body })).status;
  };
  expect(await ask('https://acme.kinde.com/api')).toBe(200);
  expect(await ask('https://auth.acme.example/api')).toBe(400);
});

it('tells the time with every answer', async () => {
  const sandbox = createSandbox({ now: () => 1_800_000_000_000 });
  expect((await askToken(sandbox)).headers.get('date')).toBe('Fri, 15 Jan 2027 08:00:00 GMT');
});
