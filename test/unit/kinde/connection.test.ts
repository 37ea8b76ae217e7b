// The connection as its callers see it: answers, refusals, retries and interruptions, over a scripted fetch.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError, InterruptedError, NetworkError, UnclearError } from '../../../src/model/errors.js';
import { createFakeKinde, fetchError, json, type FakeKinde, type Reply } from './fake-kinde.js';

const environment = { environment: { code: 'production', name: 'Production' } };
const person = { email: 'lee@acme.com', organizationCode: 'org_1' };

function answerWith(...replies: readonly (() => Reply)[]): FakeKinde {
  return createFakeKinde({
    reply: (_, index) => (replies[index] ?? (() => json(environment)))(),
  });
}

describe('a refusal of Kinde', () => {
  it.each([
    [{ errors: [{ code: 'ORG_UNKNOWN', message: 'No such organization' }] }, 'ORG_UNKNOWN'],
    [{ errors: { code: 'ORG_UNKNOWN', message: 'No such organization' } }, 'ORG_UNKNOWN'],
    [{ code: 'ORG_UNKNOWN', message: 'No such organization' }, 'ORG_UNKNOWN'],
    [{ errors: [] }, undefined],
    ['odd', undefined],
    [null, undefined],
    [{ errors: [null, 7] }, undefined],
  ])('keeps what %j says', async (body, kindeCode) => {
    const fake = answerWith(() => json(body, 400));
    const error = await fake.fail(fake.client.getOrganization('org_9'));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'api-refused',
      facts: { operation: 'getOrganization', status: 400 },
    });
    expect((error as ApiError).facts.kindeCode).toBe(kindeCode);
    expect(fake.seen).toHaveLength(1);
  });

  it('that is a web page is still an error with its status', async () => {
    const fake = answerWith(() => new Response('<html>Not found</html>', { status: 404 }));
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({
      code: 'api-refused',
      facts: { status: 404 },
    });
  });

  it.each([
    [403, '<!doctype html><title>Just a moment...</title>'],
    [403, '\uFEFF\n<html><body>Access denied</body></html>'],
    [403, 'error code: 1020'],
    [407, '<html>Proxy authentication required</html>'],
    [451, '<html>Not from here</html>'],
    [401, '<html>Sign in to the proxy</html>'],
  ])("with %i that is not Kinde's is of a firewall, not for want of a scope: %j", async (status, page) => {
    const fake = createFakeKinde({ reply: () => new Response(page, { status }) });
    const error = await fake.fail(fake.client.createUser(person));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'blocked-by-firewall', facts: { operation: 'createUser', status } });
    expect((error as ApiError).facts.missingScope).toBeUndefined();
    expect((error as ApiError).hint).not.toContain('create:users');
  });

  it('that says nothing at all is for want of a scope', async () => {
    const fake = answerWith(() => new Response('', { status: 403 }));
    expect(await fake.fail(fake.client.createUser(person))).toMatchObject({ code: 'missing-scope' });
  });

  it('is cut to a bounded length', async () => {
    const fake = answerWith(() => json({ errors: [{ code: 'X', message: 'y'.repeat(100_000) }] }, 400));
    const error = (await fake.fail(fake.client.getEnvironment())) as ApiError;
    expect(error.message.length).toBeLessThan(500);
  });

  it('for want of a scope names the scope and where to grant it', async () => {
    const fake = answerWith(() => json({ errors: [{ code: 'FORBIDDEN' }] }, 403));
    const error = await fake.fail(fake.client.createUser(person));
    expect(error).toMatchObject({
      code: 'missing-scope',
      facts: { operation: 'createUser', missingScope: 'create:users', status: 403 },
    });
    expect((error as ApiError).hint).toContain('create:users');
  });

  it('that is a redirect is not followed', async () => {
    const fake = answerWith(
      () => new Response(null, { status: 302, headers: { location: 'https://evil.com' } }),
    );
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'redirected' });
    expect(fake.seen).toHaveLength(1);
  });
});

describe('nonsense with status 200', () => {
  it.each([
    ['a web page', '<!doctype html><html></html>'],
    ['half an answer', '{"environment":{"code":"pro'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty code', '{"environment":{"code":""}}'],
    ['a code of another type', '{"environment":{"code":7}}'],
  ])('is an error for a read: %s', async (_, body) => {
    const fake = answerWith(() => new Response(body));
    const error = await fake.fail(fake.client.getEnvironment());
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'bad-answer', facts: { operation: 'getEnvironment' } });
  });

  it.each(['<html></html>', '', '{}', '{"id":""}', '{"id":"kp_1","created":false}'])(
    'leaves open what became of a write: %s',
    async (body) => {
      const fake = answerWith(() => new Response(body));
      expect(await fake.fail(fake.client.createUser(person))).toBeInstanceOf(UnclearError);
      expect(fake.seen).toHaveLength(1);
    },
  );

  it.each(['{"users_added":"kp_1"}', '{"users_added":[1]}', '[]', 'OK'])(
    'leaves open what became of a bulk write: %s',
    async (body) => {
      const fake = answerWith(() => new Response(body));
      expect(await fake.fail(fake.client.addMembers('org_1', [{ userId: 'kp_1' }]))).toBeInstanceOf(
        UnclearError,
      );
    },
  );

  it('is not an empty answer to a bulk write, which names nobody', async () => {
    const fake = answerWith(() => new Response(null, { status: 204 }));
    const answer = await fake.run(fake.client.addMembers('org_1', [{ userId: 'kp_1' }]));
    expect(answer).toEqual({ added: [], updated: [], removed: [] });
  });
});

describe('a read', () => {
  it.each([500, 502, 503, 504, 408])('rides out status %i', async (status) => {
    const fail = () => new Response('<html>Bad gateway</html>', { status });
    const fake = answerWith(fail, fail, fail, fail, fail);
    expect(await fake.run(fake.client.getEnvironment())).toEqual(environment.environment);
    expect(fake.seen).toHaveLength(6);
    expect(fake.connection.requestCounts()).toEqual({ GET: 6 });
  });

  it('rides out broken connections and time-outs', async () => {
    const fake = answerWith(
      () => fetchError('ECONNRESET'),
      () => fetchError('UND_ERR_SOCKET'),
      () => new DOMException('late', 'TimeoutError'),
    );
    await fake.run(fake.client.getEnvironment());
    expect(fake.events.map((event) => event.kind)).toContain('retrying');
  });

  it.each([
    [() => json({}, 500), ApiError, 'server-failed'],
    [() => fetchError('ECONNRESET'), NetworkError, 'connection-lost'],
    [() => fetchError('ECONNREFUSED', 'connect'), NetworkError, 'unreachable'],
    [() => new DOMException('late', 'TimeoutError'), NetworkError, 'timeout'],
  ] as const)(
    'gives up after six attempts with an error that tells what happened',
    async (reply, type, code) => {
      const fake = createFakeKinde({ reply });
      const error = await fake.fail(fake.client.getEnvironment());
      expect(error).toBeInstanceOf(type);
      expect(error).toMatchObject({ code, facts: { operation: 'getEnvironment' } });
      expect(fake.seen).toHaveLength(6);
    },
  );

  it('does not try a bad certificate again', async () => {
    const fake = createFakeKinde({ reply: () => fetchError('CERT_HAS_EXPIRED') });
    expect(await fake.fail(fake.client.getEnvironment())).toMatchObject({ code: 'tls-failed' });
    expect(fake.seen).toHaveLength(1);
  });

  it('waits as long as Kinde says when throttled, and longer than a hundred times if it must', async () => {
    const fake = createFakeKinde({
      reply: (_, index) => (index < 40 ? json({}, 429, { 'RateLimit-Reset': '2' }) : json(environment)),
    });
    const startedAt = fake.clock.now();
    const error = await fake.fail(fake.client.getEnvironment());
    expect(error).toMatchObject({ code: 'throttled', facts: { status: 429 } });
    expect(fake.clock.now() - startedAt).toBeGreaterThan(300_000);
    expect(fake.clock.now() - startedAt).toBeLessThan(1_200_000);
  });

  it('holds back all others while one was throttled', async () => {
    const fake = createFakeKinde({
      latencyMs: 10,
      reply: (_, index) => (index === 0 ? json({}, 429, { 'RateLimit-Reset': '5' }) : json(environment)),
    });
    await fake.run(Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => fake.client.getEnvironment())));
    const [first] = fake.seen;
    const late = fake.seen.filter(({ at }) => at > (first?.at ?? 0) + 10);
    expect(late).toHaveLength(6);
    expect(late.every(({ at }) => at >= (first?.at ?? 0) + 5_000)).toBe(true);
    expect(new Set(late.map(({ at }) => at)).size).toBe(late.length);
    expect(fake.events).toContainEqual(
      expect.objectContaining({ kind: 'throttled', operation: 'getEnvironment' }),
    );
  });
});

describe('a write that may be sent once', () => {
  it.each([
    () => json({}, 500),
    () => json({}, 503),
    () => fetchError('ECONNRESET'),
    () => new DOMException('late', 'TimeoutError'),
  ])('is unclear at once when it may have been carried out', async (reply) => {
    const fake = createFakeKinde({ reply });
    const error = await fake.fail(fake.client.createUser(person));
    expect(error).toBeInstanceOf(UnclearError);
    expect(error).toMatchObject({ facts: { operation: 'createUser' } });
    expect(fake.seen).toHaveLength(1);
  });

  it("takes an organization's flag away, and is not sent after an unclear answer", async () => {
    const fake = createFakeKinde({ reply: () => json({}, 500) });
    expect(
      await fake.fail(
        fake.client.writeValue('clearOrganizationFlag', { code: 'org_1', key: 'beta', value: null }),
      ),
    ).toBeInstanceOf(UnclearError);
    expect(fake.seen).toHaveLength(1);
  });

  it('is sent again after a 429 and after a connection that never stood', async () => {
    const fake = answerWith(
      () => json({}, 429),
      () => fetchError('ECONNREFUSED', 'connect'),
      () => fetchError('ENOTFOUND', 'getaddrinfo'),
      () => json({ id: 'kp_9', created: true }, 201),
    );
    expect(await fake.run(fake.client.createUser(person))).toBe('kp_9');
  });

  it('is known not to have been carried out if Kinde was never reached', async () => {
    const fake = createFakeKinde({ reply: () => fetchError('ECONNREFUSED', 'connect') });
    expect(await fake.fail(fake.client.createUser(person))).toBeInstanceOf(NetworkError);
  });

  it('is sent at most once unless every attempt before is known not to have been carried out', async () => {
    const replies = {
      refused: () => json({}, 400),
      throttled: () => json({}, 429),
      failed: () => json({}, 502),
      unauthorized: () => json({}, 401),
      lost: () => fetchError('ECONNRESET'),
      late: () => new DOMException('late', 'TimeoutError'),
      unreachable: () => fetchError('ECONNREFUSED', 'connect'),
      done: () => json({ id: 'kp_9' }),
      odd: () => new Response('<html>'),
    };
    const names = Object.keys(replies) as (keyof typeof replies)[];
    const notCarriedOut = new Set<string>(['throttled', 'unauthorized', 'unreachable']);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 10 }), async (script) => {
        const fake = createFakeKinde({ reply: (_, index) => replies[script[index] ?? 'done']() });
        const outcome = await fake.run(fake.client.createUser(person).catch((thrown: unknown) => thrown));
        const before = script.slice(0, Math.max(0, fake.seen.length - 1));
        expect(before.filter((name) => !notCarriedOut.has(name))).toEqual([]);
        const last = script[fake.seen.length - 1] ?? 'done';
        expect(outcome instanceof UnclearError).toBe(['failed', 'lost', 'late', 'odd'].includes(last));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a write that sets a value', () => {
  it('is repeated until it is answered', async () => {
    const fake = answerWith(
      () => json({}, 502),
      () => fetchError('ECONNRESET'),
      () => json({ code: 'OK' }),
    );
    await fake.run(fake.client.updateOrganization('org_1', { allowRegistrations: false }));
    expect(fake.seen.map(({ body }) => body)).toEqual(Array(3).fill('{"is_auto_membership_enabled":false}'));
  });

  it('is unclear if it fails to the end, or is refused after it may have been carried out', async () => {
    const failing = createFakeKinde({ reply: () => json({}, 502) });
    expect(
      await failing.fail(failing.client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' })),
    ).toBeInstanceOf(UnclearError);
    const refused = answerWith(
      () => json({}, 502),
      () => json({}, 400),
    );
    expect(
      await refused.fail(refused.client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' })),
    ).toBeInstanceOf(UnclearError);
  });

  it('is refused, not unclear, if it was never carried out', async () => {
    const fake = answerWith(() => json({ code: 'NO_ENTITLEMENT' }, 400));
    expect(
      await fake.fail(fake.client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' })),
    ).toMatchObject({
      code: 'api-refused',
      facts: { kindeCode: 'NO_ENTITLEMENT' },
    });
  });
});

describe('an interruption', () => {
  it('lets calls in flight finish and starts none', async () => {
    const controller = new AbortController();
    const fake = createFakeKinde({
      signal: controller.signal,
      concurrency: 1,
      latencyMs: 10,
      reply: () => {
        controller.abort();
        return json(environment);
      },
    });
    const calls = [1, 2, 3].map(() => fake.client.getEnvironment().catch((thrown: unknown) => thrown));
    const [first, ...others] = await fake.run(Promise.all(calls));
    expect(first).toEqual(environment.environment);
    expect(others.every((one) => one instanceof InterruptedError)).toBe(true);
    expect(fake.seen).toHaveLength(1);
  });

  it('ends the wait for a retry, and leaves a write open that may have been carried out', async () => {
    const controller = new AbortController();
    const fake = createFakeKinde({
      signal: controller.signal,
      reply: () => {
        controller.abort();
        return json({}, 502);
      },
    });
    expect(
      await fake.fail(fake.client.writeValue('setPasskeyPolicy', { code: '', key: '', value: 'off' })),
    ).toMatchObject({
      code: 'unclear-outcome',
      cause: { code: 'interrupted' },
    });
  });

  it('before the first call sends nothing, not even for a token', async () => {
    const fake = createFakeKinde({ signal: AbortSignal.abort(), reply: () => json(environment) });
    expect(await fake.fail(fake.client.getEnvironment())).toBeInstanceOf(InterruptedError);
    expect(fake.tokenRequests).toHaveLength(0);
  });
});

it('gives the domain with its port', () => {
  expect(createFakeKinde({ reply: () => json({}) }).connection.domain).toBe('acme.kinde.com');
});
