// Tests the count of sessions that go on, in each form in which Kinde may answer.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../src/model/errors.js';
import { countSessions } from '../../../src/kinde/rows/session-row.js';
import { createFakeKinde, json } from './fake-kinde.js';

const now = Date.parse('2026-11-29T12:00:00Z');
const at = (expiresOn: unknown) => ({ session_id: 'session_1', expires_on: expiresOn });
const count = (...sessions: readonly unknown[]) => countSessions({ sessions }, now);

describe('a session', () => {
  it.each([
    ['goes on until it expires', '2026-11-30T12:00:00.315701+11:00', 1],
    ['goes on without a time', undefined, 1],
    ['goes on with a text that is no time', 'never', 1],
    ['goes on with the start of a calendar', '0001-01-01T00:00:00Z', 1],
    ['has ended with a time in the past', '2026-11-29T11:59:59Z', 0],
    ['has ended by the clock of a Kinde that is a little ahead', '2026-11-29T12:04:00Z', 0],
  ])('%s', (_, expiresOn, open) => {
    expect(count(at(expiresOn))).toBe(open);
  });

  it('is counted among ended ones, and nothing else of it is taken', () => {
    expect(count(at('2026-11-01T00:00:00Z'), at('2026-12-01T00:00:00Z'), at(null))).toBe(2);
    expect(count()).toBe(0);
  });
});

it('believes no part of a list, no list of another form, and no other answer', () => {
  expect(() => countSessions({ sessions: [], has_more: true }, now)).toThrow('not whole');
  expect(countSessions({ sessions: [at(null)], has_more: true }, now)).toBe(1);
  expect(() => countSessions({}, now)).toThrow('sessions');
  expect(() => count('session_1')).toThrow('a session');
});

describe('an answer of 404', () => {
  const ask = async (body: unknown) => {
    const kinde = createFakeKinde({ reply: () => json(body, 404) });
    const answer = kinde.client.countSessions('kp:1').catch((error: unknown) => error);
    return { answer: await kinde.run(answer), seen: kinde.seen };
  };

  it('means no sessions if its code names them', async () => {
    const { answer, seen } = await ask({ errors: [{ code: 'NO_SESSIONS', message: 'None' }] });
    expect(answer).toBe(0);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/users/kp%3A1/sessions',
    ]);
  });

  it.each([
    ['is about the person', { errors: [{ code: 'USER_NOT_FOUND', message: 'No user' }] }],
    ['has a code for anything', { errors: [{ code: 'NOT_FOUND', message: 'Not found' }] }],
    ['is about the route', { errors: [{ code: 'ROUTE_NOT_FOUND', message: 'No route' }] }],
    ['has no code', {}],
  ])('proves nothing if it %s', async (_, body) => {
    expect((await ask(body)).answer).toBeInstanceOf(ApiError);
  });
});
