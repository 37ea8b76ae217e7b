// The one token of a run: when it is asked for, how often, and what is said when there is none.
import { describe, expect, it } from 'vitest';
import { AuthError, NetworkError } from '../../../../src/model/errors.js';
import { clientSettings, createFakeKinde, fetchError, json, tokenOf, type FakeKinde } from '../fake-kinde.js';

const environment = { environment: { code: 'production', name: 'Production' } };
const audience = 'https://acme.kinde.com/api';

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.c2lnbmF0dXJl`;
}

function createWithToken(accessToken: string, reply = () => json(environment)): FakeKinde {
  const settings = { ...clientSettings, credentials: { kind: 'token', accessToken } } as const;
  return createFakeKinde({ settings, reply });
}

/** Answers 401 to these tokens. */
function rejectTokens(...rejected: readonly string[]): FakeKinde {
  return createFakeKinde({
    latencyMs: 5,
    reply: ({ authorization }) =>
      rejected.some((token) => authorization === `Bearer ${token}`) ? json({}, 401) : json(environment),
  });
}

describe('the token', () => {
  it('is asked for once for many calls at a time, as Kinde documents it', async () => {
    const fake = rejectTokens();
    await fake.run(Promise.all([1, 2, 3, 4, 5, 6].map(() => fake.client.getEnvironment())));
    expect(fake.connection.tokenCount()).toBe(1);
    expect(Object.fromEntries(new URLSearchParams(fake.tokenRequests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'the-id',
      client_secret: 's3cr3t-value',
      audience,
    });
    expect(fake.connection.requestCounts()).toEqual({ GET: 6 });
  });

  it('is not asked for before it is needed', () => {
    const fake = rejectTokens();
    expect(fake.connection.tokenCount()).toBe(0);
    expect(fake.connection.scopes()).toBeNull();
  });

  it('is renewed before it ends', async () => {
    const fake = rejectTokens();
    await fake.run(fake.client.getEnvironment());
    await fake.run(fake.clock.sleep(86_400_000 - 61_000));
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(1);
    await fake.run(fake.clock.sleep(2_000));
    await fake.run(Promise.all([fake.client.getEnvironment(), fake.client.getEnvironment()]));
    expect(fake.connection.tokenCount()).toBe(2);
  });

  it('is renewed once for all calls that were answered 401', async () => {
    const fake = rejectTokens(tokenOf(0));
    await fake.run(Promise.all([1, 2, 3, 4].map(() => fake.client.getEnvironment())));
    expect(fake.connection.tokenCount()).toBe(2);
  });

  it('is renewed for a write too, since a 401 was not carried out', async () => {
    const fake = createFakeKinde({ reply: (_, index) => json({ id: 'kp_1' }, index === 0 ? 401 : 200) });
    const id = await fake.run(fake.client.createUser({ email: 'a@acme.com', organizationCode: 'org_1' }));
    expect(id).toBe('kp_1');
  });

  it('may die again later in the run, after it was accepted', async () => {
    const rejected: string[] = [];
    const fake = createFakeKinde({
      reply: ({ authorization }) => json(environment, rejected.includes(authorization ?? '') ? 401 : 200),
    });
    for (const index of [0, 1, 2]) {
      await fake.run(fake.client.getEnvironment());
      rejected.push(`Bearer ${tokenOf(index)}`);
    }
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(4);
  });

  it('is not asked for a third time if two were not accepted, by whomever', async () => {
    const fake = createFakeKinde({ reply: () => json({}, 401) });
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'token-rejected' });
    expect(await fake.fail(fake.client.listRoles())).toMatchObject({ code: 'token-rejected' });
    const calls = [1, 2, 3, 4].map(() => fake.fail(fake.client.listRoles()));
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(AuthError);
    expect(fake.connection.tokenCount()).toBe(2);
  });

  it.each([
    [{ scope: 'read:users create:users' }, ['create:users', 'read:users']],
    [{ scp: ['read:users'] }, ['read:users']],
    [{}, null],
    [{ scope: 7 }, null],
  ])('with the claims %j tells its scopes', async (claims, scopes) => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ access_token: jwt(claims), expires_in: 60 }),
    });
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.scopes()).toEqual(scopes);
  });

  it.each([
    ['ahead of', { iat: 10, exp: 610 }],
    ['behind', { iat: 100_000, exp: 100_600 }],
  ])("lives as long as its claims say where our clock is %s Kinde's", async (_, claims) => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ access_token: jwt(claims) }),
    });
    await fake.run(fake.client.getEnvironment());
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(1);
    await fake.run(fake.clock.sleep(590_000));
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(2);
  });

  it('that seems to have ended before it came is used, not asked for again by each call', async () => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ access_token: jwt({ exp: 10 }) }),
    });
    await fake.run(fake.client.getEnvironment());
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(1);
  });

  it('lives as long as its own claim says where the answer does not', async () => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ access_token: jwt({ exp: 1_600 }) }),
    });
    await fake.run(fake.client.getEnvironment());
    await fake.run(fake.clock.sleep(590_000));
    await fake.run(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(2);
  });
});

describe('a token that is refused', () => {
  it.each([
    ['invalid_client', 'invalid-client', 401],
    ['unauthorized_client', 'unauthorized-client', 400],
    ['invalid_scope', 'invalid-scope', 400],
    ['invalid_request', 'invalid-token-request', 400],
    ['something_else', 'token-refused', 400],
    ['valueOf', 'token-refused', 400],
  ])('for %s has the code %s and says what to do', async (error, code, status) => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ error, error_description: 'client s3cr3t-value is wrong' }, status),
    });
    const thrown = await fake.fail(fake.client.getEnvironment());
    expect(thrown).toBeInstanceOf(AuthError);
    expect(thrown).toMatchObject({ code, hint: expect.any(String) as string });
    expect((thrown as AuthError).message).not.toContain('s3cr3t-value');
    expect(fake.seen).toHaveLength(0);
  });

  it('is not asked for again by the next call', async () => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ error: 'invalid_client' }, 401),
    });
    await fake.fail(fake.client.getEnvironment());
    await fake.fail(fake.client.getEnvironment());
    expect(fake.connection.tokenCount()).toBe(1);
  });

  it.each([
    ['a web page', () => new Response('<html>Hello</html>')],
    ['a page that is not there', () => new Response('<html>404</html>', { status: 404 })],
    ['a redirect', () => new Response(null, { status: 301, headers: { location: '/login' } })],
    ['an answer without a token', () => new Response('[]')],
  ])('by %s points at the domain', async (_, replyToken) => {
    const fake = createFakeKinde({ reply: () => json(environment), replyToken });
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'not-kinde' });
  });

  it.each([403, 407, 451, 401])(
    'by the page of a firewall with %i points at the firewall',
    async (status) => {
      const replyToken = () => new Response('<!doctype html><title>Just a moment...</title>', { status });
      const fake = createFakeKinde({ reply: () => json(environment), replyToken });
      expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'blocked-by-firewall' });
      expect(fake.connection.tokenCount()).toBe(1);
    },
  );

  it('by an answer whose token can be no token never gets into a header', async () => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: () => json({ access_token: 'a\nb' }),
    });
    expect(await fake.fail(fake.client.getEnvironment())).toBeInstanceOf(AuthError);
    expect(fake.seen).toHaveLength(0);
  });

  it('by a server that fails is asked for again, up to six times', async () => {
    const failing = createFakeKinde({ reply: () => json(environment), replyToken: () => json({}, 503) });
    expect(await failing.fail(failing.client.getEnvironment())).toMatchObject({ code: 'token-refused' });
    expect(failing.connection.tokenCount()).toBe(6);
    const recovering = createFakeKinde({
      reply: () => json(environment),
      replyToken: (_, index) => json({ access_token: 'token' }, index === 0 ? 503 : 200),
    });
    await recovering.run(recovering.client.getEnvironment());
    expect(recovering.connection.tokenCount()).toBe(2);
  });

  it.each([
    ['ENOTFOUND', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-failed'],
    ['ECONNRESET', 'connection-lost'],
  ])('by the network with %s has the code %s and names the host', async (system, code) => {
    const fake = createFakeKinde({ reply: () => json(environment), replyToken: () => fetchError(system) });
    const thrown = await fake.fail(
      fake.client.createUser({ email: 'a@acme.com', organizationCode: 'org_1' }),
    );
    expect(thrown).toBeInstanceOf(NetworkError);
    expect(thrown).toMatchObject({ code, facts: { operation: 'getToken' } });
    expect((thrown as NetworkError).message).toContain('acme.kinde.com');
  });
});

describe('a token endpoint that throttles', () => {
  it('is waited for, and teaches no pace to the calls that come after', async () => {
    const fake = createFakeKinde({
      reply: () => json(environment),
      replyToken: (_, index) =>
        index < 3 ? json({}, 429, { 'RateLimit-Reset': '2' }) : json({ access_token: 'token' }),
    });
    await fake.run(Promise.all([1, 2, 3, 4].map(() => fake.client.getEnvironment())));
    expect(fake.connection.tokenCount()).toBe(4);
    expect(new Set(fake.seen.map(({ at }) => at)).size).toBe(1);
  });

  it('is not asked while Kinde throttles the run', async () => {
    const fake = createFakeKinde({
      reply: (_, index) => (index === 0 ? json({}, 429, { 'RateLimit-Reset': '60' }) : json(environment)),
      replyToken: (_, index) => json({ access_token: tokenOf(index), expires_in: 30 }),
    });
    const startedAt = fake.clock.now();
    await fake.run(fake.client.getEnvironment());
    await fake.run(fake.client.getEnvironment());
    for (const { at } of fake.tokenRequests.slice(1)) expect(at - startedAt).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a token that the user gives', () => {
  it('is used as it is, and none is asked for', async () => {
    const fake = createWithToken(jwt({ exp: 2_000, scope: 'read:users' }));
    expect(fake.connection.scopes()).toEqual(['read:users']);
    await fake.run(fake.client.getEnvironment());
    expect(fake.tokenRequests).toHaveLength(0);
  });

  it('that has ended by our clock is tried, and works where Kinde still takes it', async () => {
    const fake = createWithToken(jwt({ exp: 999 }));
    expect(await fake.run(fake.client.getEnvironment())).toEqual(environment.environment);
  });

  it('that ended more than a day ago is not even tried', async () => {
    const fake = createWithToken(jwt({ exp: 1_000 - 86_400 }));
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'expired-token' });
    expect(fake.seen).toHaveLength(0);
  });

  it('that has ended is tried once, and refused by its end where Kinde refuses it', async () => {
    const fake = createWithToken(jwt({ exp: 999 }), () => json({}, 401));
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'expired-token' });
    expect(await fake.fail(fake.client.listRoles())).toMatchObject({ code: 'expired-token' });
    expect(fake.seen).toHaveLength(1);
  });

  it('is not blamed for the page of a firewall', async () => {
    const page = () => new Response('<html>Sign in to the proxy</html>', { status: 401 });
    const fake = createWithToken('opaque', page);
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'blocked-by-firewall' });
  });

  it('that Kinde does not accept is not renewed', async () => {
    const fake = createWithToken('opaque', () => json({}, 401));
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'token-rejected' });
    expect(fake.seen).toHaveLength(1);
    expect(fake.connection.tokenCount()).toBe(0);
  });
});

describe('secrets', () => {
  it('are in no error, no cause and no event, even if Kinde repeats them', async () => {
    const echo = (body: unknown) =>
      JSON.stringify({ errors: [{ code: 'X', message: JSON.stringify(body) }] });
    const replies = [
      (authorization: string | null) => new Response(echo(authorization), { status: 400 }),
      (authorization: string | null) => new Response(`${authorization ?? ''} s3cr3t-value`, { status: 500 }),
      () => fetchError('ECONNRESET'),
      () => new Response('<html>s3cr3t-value'),
    ];
    for (const reply of replies) {
      const fake = createFakeKinde({
        reply: ({ authorization }) => reply(authorization),
        replyToken: () => json({ access_token: 't0ken-value' }),
      });
      const thrown = await fake.fail(fake.client.createOrganization({ name: 'Acme' }));
      const shown = `${showAll(thrown)} ${JSON.stringify(fake.events)}`;
      expect(shown).not.toContain('s3cr3t-value');
      expect(shown).not.toContain('t0ken-value');
    }
  });
});

function showAll(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const fields = Object.getOwnPropertyNames(thrown).map((name) => String(Reflect.get(thrown, name)));
  return `${fields.join(' ')} ${JSON.stringify(thrown)} ${showAll(thrown.cause)}`;
}
