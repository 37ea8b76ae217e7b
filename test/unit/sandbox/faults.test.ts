// Faults ordered by an intercept, and callers who give up.
import { describe, expect, it } from 'vitest';
import { createSandbox, type Interception, type SandboxOptions } from '../../../src/sandbox/index.js';
import { askToken, connect } from './connect.js';

const seed = {
  users: [
    { id: 'kp_1', emails: ['a@x.example'] },
    { id: 'kp_2', emails: ['b@x.example'] },
  ],
  organizations: [{ code: 'org_1', name: 'One' }],
};

/** A sandbox whose intercept does this to the first call of one operation. */
function faulty(operation: string, interception: Interception, options: SandboxOptions = {}) {
  return createSandbox({
    seed,
    ...options,
    intercept: (request) =>
      request.operation === operation && request.count === 1 ? interception : undefined,
  });
}

it('gives the answer of the intercept, without effect', async () => {
  const busy = new Response('{}', { status: 429, headers: { 'RateLimit-Reset': '3' } });
  const sandbox = faulty('createOrganization', busy);
  const ask = await connect(sandbox);
  expect((await ask('POST', 'organization', { name: 'N' })).status).toBe(429);
  expect(sandbox.snapshot().organizations).toHaveLength(1);
  expect((await ask('POST', 'organization', { name: 'N' })).status).toBe(200);
  expect(sandbox.requests().map(({ status }) => status)).toEqual([200, 429, 200]);
});

it('can give the same answer more than once', async () => {
  const broken = new Response('<html>', { status: 502 });
  const sandbox = createSandbox({
    intercept: ({ operation }) => (operation === 'token' ? broken : undefined),
  });
  for (let turn = 0; turn < 2; turn += 1) expect(await (await askToken(sandbox)).text()).toBe('<html>');
});

it.each([
  ['drop-before', 1],
  ['drop-after', 2],
] as const)('loses the connection at %s', async (interception, organizations) => {
  const sandbox = faulty('createOrganization', interception);
  const ask = await connect(sandbox);
  const failure = await ask('POST', 'organization', { name: 'N' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TypeError);
  expect((failure as TypeError).cause).toMatchObject({ code: 'ECONNRESET' });
  expect(sandbox.snapshot().organizations).toHaveLength(organizations);
  expect(sandbox.requests().at(-1)?.status).toBe(0);
});

it.each(['drop-before', 'drop-after'] as const)(
  'loses the connection of a token call at %s',
  async (interception) => {
    await expect(askToken(faulty('token', interception))).rejects.toBeInstanceOf(TypeError);
  },
);

it('passes silently over the people it is told to leave out', async () => {
  const sandbox = faulty('AddOrganizationUsers', { leaveOut: ['kp_1'] });
  const users = [{ id: 'kp_1' }, { id: 'kp_2' }];
  const reply = await (await connect(sandbox))('POST', 'organizations/org_1/users', { users });
  expect([reply.status, reply.json['users_added']]).toEqual([200, ['kp_2']]);
});

it('shows the intercept what is asked, and never calls it for what is refused before', async () => {
  const seen: unknown[] = [];
  const sandbox = createSandbox({ seed, intercept: (request) => void seen.push(request) });
  const ask = await connect(sandbox);
  await ask('PUT', 'passkey', { policy: 'off' });
  await ask('PUT', 'passkey', { policy: 'no' });
  expect(seen.slice(1)).toEqual([
    { operation: 'UpdatePasskey', method: 'PUT', path: '/api/v1/passkey', body: { policy: 'off' }, count: 1 },
  ]);
});

describe('a caller who gives up', () => {
  const url = 'https://acme.kinde.com/api/v1/roles';

  it('is not answered when they gave up before', async () => {
    const sandbox = createSandbox();
    await expect(sandbox.fetch(url, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    );
    expect(sandbox.requests()).toEqual([]);
  });

  it('is let go at once, while the request is still received', async () => {
    const sandbox = createSandbox({ latencyMs: 20 });
    const giveUp = new AbortController();
    const answer = sandbox.fetch(url, { signal: giveUp.signal });
    giveUp.abort(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    await expect.poll(() => sandbox.requests().length).toBe(1);
  });
});
