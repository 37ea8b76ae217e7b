// What the contract does not know is refused and written down.
import { expect, it } from 'vitest';
import { checkAnswer } from '../../../src/sandbox/contract/check-contract.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { connect, readReply } from './connect.js';

const origin = 'https://acme.kinde.com';

it.each([
  ['DELETE', 'users?id=kp_1'],
  ['DELETE', 'organizations/org_1'],
  ['GET', 'environment/'],
  ['PUT', 'organizations'],
  ['HEAD', 'roles'],
])('does not know %s %s', async (method, path) => {
  const sandbox = createSandbox();
  const response = await sandbox.fetch(`${origin}/api/v1/${path}`, { method });
  expect(response.status).toBe(404);
  expect(sandbox.violations()).toHaveLength(1);
  expect(sandbox.requests()).toMatchObject([{ operation: 'unknown', method, status: 404 }]);
});

it('answers an unknown path with an error that is an object, not a list', async () => {
  const reply = await readReply(await createSandbox().fetch(`${origin}/nowhere`));
  expect(reply.json).toEqual({ errors: { code: 'ROUTE_NOT_FOUND', message: expect.any(String) as string } });
});

it.each([
  ['GET', 'organizations?limit=5', undefined],
  ['GET', 'users?email=a@x.example&email=b@x.example', undefined],
  ['GET', 'users?expand=roles', undefined],
  ['GET', 'users?has_organization=perhaps', undefined],
  ['GET', 'users?active_since=yesterday', undefined],
  ['GET', 'organizations?sort=newest', undefined],
  ['GET', 'organization', undefined],
  ['POST', 'organization', { name: 'N', members: [] }],
  ['POST', 'organization', { name: 5 }],
  ['POST', 'organization', undefined],
  ['PATCH', 'organization/org_1', { external_id: null }],
  ['POST', 'user', { email: 'a@x.example' }],
  ['POST', 'user', { identities: [{ type: 'email', details: { address: 'a@x.example' } }] }],
  ['POST', 'organizations/org_1/users', { users: [{ user_id: 'kp_1' }] }],
  ['DELETE', 'organizations/org_1/users/kp_1/roles/r', { role_id: 'r' }],
])('answers 400 to %s %s with %j', async (method, path, body) => {
  const sandbox = createSandbox();
  const before = sandbox.snapshot();
  const reply = await (await connect(sandbox))(method, path, body);
  expect(reply.status).toBe(400);
  expect(sandbox.violations()).toHaveLength(1);
  expect(sandbox.snapshot()).toEqual(before);
});

it.each([
  ['text/plain', '{"name":"N"}'],
  ['application/json', '{"name":'],
])('refuses a body of type %s that reads %s', async (contentType, body) => {
  const sandbox = createSandbox();
  const token = await sandbox.fetch(`${origin}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: sandbox.environmentVariables(origin).KINDE_CLIENT_ID,
      client_secret: sandbox.environmentVariables(origin).KINDE_CLIENT_SECRET,
      audience: `${origin}/api`,
    }),
  });
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': contentType };
  expect(
    (await sandbox.fetch(`${origin}/api/v1/organization`, { method: 'POST', headers, body })).status,
  ).toBe(400);
  expect(sandbox.violations()).toHaveLength(1);
});

it('is not there under another name', async () => {
  const sandbox = createSandbox();
  const failure = await sandbox
    .fetch('https://other.kinde.com/api/v1/roles')
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TypeError);
  expect((failure as TypeError).cause).toMatchObject({ code: 'ENOTFOUND' });
  expect(sandbox.violations()).toHaveLength(1);
});

it('answers JSON with a charset', async () => {
  const response = await createSandbox().fetch(`${origin}/api/v1/roles`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

it('remembers requests in order, counts them by method, and forgets when told', async () => {
  const sandbox = createSandbox({ now: () => 5 });
  const ask = await connect(sandbox);
  await ask('GET', 'roles?page_size=2');
  await ask('PUT', 'passkey', { policy: 'optional' });
  expect(sandbox.requests().slice(1)).toEqual([
    {
      at: 5,
      operation: 'GetRoles',
      method: 'GET',
      path: '/api/v1/roles?page_size=2',
      body: undefined,
      status: 200,
      isWrite: false,
    },
    {
      at: 5,
      operation: 'UpdatePasskey',
      method: 'PUT',
      path: '/api/v1/passkey',
      body: { policy: 'optional' },
      status: 200,
      isWrite: true,
    },
  ]);
  expect([sandbox.counts(), sandbox.tokenCount()]).toEqual([{ GET: 1, PUT: 1 }, 1]);
  sandbox.resetLog();
  expect([sandbox.requests(), sandbox.counts(), sandbox.tokenCount()]).toEqual([[], {}, 0]);
  expect(sandbox.snapshot().passkeys).toBe('optional');
});

it('holds its own answers against the contract too', () => {
  expect(checkAnswer('GetRoles', { code: 'OK', roles: [{ key: 'a' }], next_token: null })).toEqual([]);
  expect(checkAnswer('GetRoles', { code: 'OK', roles: [{ key: 1 }] })).toHaveLength(1);
  expect(checkAnswer('GetRoles', { rolls: [] })).toHaveLength(1);
});

it.each([
  ['GET', 'applications', 'getApplications'],
  ['PUT', 'webhooks', undefined],
  ['PATCH', 'users/kp_1/properties', 'updateUserProperties'],
])('answers 501 to %s %s only where Kinde has it (%s)', async (method, path, operation) => {
  const sandbox = createSandbox();
  const response = await sandbox.fetch(`${origin}/api/v1/${path}`, { method });
  const reply = await readReply(response);
  expect([reply.status, reply.code]).toEqual(
    operation === undefined ? [404, 'ROUTE_NOT_FOUND'] : [501, 'NOT_IN_SANDBOX'],
  );
  expect(sandbox.requests()).toMatchObject([{ operation: operation ?? 'unknown', method }]);
  expect(sandbox.violations()).toHaveLength(1);
});
