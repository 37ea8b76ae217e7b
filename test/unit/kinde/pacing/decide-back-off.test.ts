import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../src/kinde/http/classify-fault.js';
import {
  decideOutageBackOff,
  decideRetry,
  decideThrottleBackOff,
  readAskedSeconds,
  toFailure,
  type Attempts,
  type Failure,
} from '../../../../src/kinde/pacing/decide-back-off.js';

const first: Attempts = { repetition: 'read', failed: 1, toldMs: 0, mayBeDone: false, random: 0.5 };
const serverError: Failure = { kind: 'server-error' };

function fault(reason: Fault['reason'], mayBeSent: boolean): Failure {
  return { kind: 'fault', fault: { reason, mayBeSent, detail: '' } };
}

describe('decideRetry', () => {
  it('waits at random between nothing and a bound that doubles, up to 20 s', () => {
    const bounds = [1, 2, 3, 4, 5].map((failed) => decideRetry(serverError, { ...first, failed, random: 1 }));
    expect(bounds).toEqual([500, 1000, 2000, 4000, 8000].map((ms) => ({ kind: 'retry', ms })));
    expect(decideRetry(serverError, { ...first, random: 0 })).toEqual({ kind: 'retry', ms: 0 });
  });

  it.each([serverError, fault('timeout', true), fault('connection-lost', true), fault('unreachable', false)])(
    'sends a read again after %j, six times in all',
    (failure) => {
      expect(decideRetry(failure, { ...first, failed: 5 }).kind).toBe('retry');
      expect(decideRetry(failure, { ...first, failed: 6, mayBeDone: true }).kind).toBe('give-up');
    },
  );

  it('sends what sets a value again, and calls it unclear in the end', () => {
    const attempts = { ...first, repetition: 'sets-a-value', mayBeDone: true } as const;
    expect(decideRetry(serverError, attempts).kind).toBe('retry');
    expect(decideRetry(serverError, { ...attempts, failed: 6 }).kind).toBe('unclear');
  });

  it.each([
    serverError,
    fault('timeout', true),
    fault('connection-lost', true),
    fault('answer-too-large', true),
  ])('never sends what may be sent once again after %j', (failure) => {
    expect(decideRetry(failure, { ...first, repetition: 'once', mayBeDone: true }).kind).toBe('unclear');
  });

  it('sends what may be sent once again if it never left or was throttled', () => {
    const once = { ...first, repetition: 'once' } as const;
    expect(decideRetry(fault('unreachable', false), once).kind).toBe('retry');
    expect(decideRetry({ kind: 'throttled' }, once)).toEqual({ kind: 'retry', ms: 0 });
    expect(decideRetry(fault('unreachable', false), { ...once, failed: 6 }).kind).toBe('give-up');
  });

  it('has patience with throttling for ten minutes of waiting', () => {
    const throttled = { kind: 'throttled' } as const;
    expect(decideRetry(throttled, { ...first, toldMs: 600_000 }).kind).toBe('retry');
    expect(decideRetry(throttled, { ...first, toldMs: 600_001 }).kind).toBe('give-up');
  });

  it('has no more patience with an outage that says how long it lasts', () => {
    expect(decideRetry(serverError, { ...first, toldMs: 600_000 }).kind).toBe('retry');
    expect(decideRetry(serverError, { ...first, toldMs: 600_001 }).kind).toBe('give-up');
  });

  it.each([fault('tls-failed', false), fault('answer-too-large', true)])(
    'does not try %j again',
    (failure) => {
      expect(decideRetry(failure, first).kind).toBe('give-up');
    },
  );

  it('never retries a `once` write that may have been carried out', () => {
    const failures = fc.constantFrom(serverError, fault('timeout', true), fault('connection-lost', true));
    const counts = {
      failed: fc.integer({ min: 1, max: 9 }),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    };
    fc.assert(
      fc.property(failures, fc.record(counts), (failure, { failed, random }) => {
        const attempts: Attempts = { repetition: 'once', toldMs: 0, mayBeDone: true, failed, random };
        expect(decideRetry(failure, attempts).kind).toBe('unclear');
      }),
    );
  });
});

describe('toFailure', () => {
  it.each([
    [200, null],
    [302, null],
    [401, null],
    [404, null],
    [408, 'server-error'],
    [429, 'throttled'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('takes status %i for %s', (status, kind) => {
    expect(toFailure({ kind: 'answer', status, reset: null, body: '' })?.kind ?? null).toBe(kind);
  });
});

describe('readAskedSeconds', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    [' 2.5 ', 2.5],
    ['86400', 86_400],
  ])('reads %j as %d seconds, in either header', (header, seconds) => {
    expect(readAskedSeconds({ reset: header })).toBe(seconds);
    expect(readAskedSeconds({ reset: null, retryAfter: header })).toBe(seconds);
  });

  it.each([null, '', 'soon', '-1', '1e9', 'NaN', 'Infinity', '86401', '1790000000', '1, 2'])(
    'takes %j for nonsense, in either header',
    (header) => {
      expect(readAskedSeconds({ reset: header })).toBeNull();
      expect(readAskedSeconds({ reset: null, retryAfter: header })).toBeNull();
    },
  );

  const date = 'Sun, 22 Nov 2026 16:00:00 GMT';

  it('reads a date by the clock of the answer, not by ours', () => {
    const retryAfter = 'Sun, 22 Nov 2026 16:02:00 GMT';
    expect(readAskedSeconds({ reset: null, retryAfter, date })).toBe(120);
    expect(readAskedSeconds({ reset: null, retryAfter, date: null })).toBeNull();
  });

  it.each([
    'Sun, 22 Nov 2026 15:59:59 GMT',
    'Tue, 24 Nov 2026 16:00:00 GMT',
    '2026-11-22',
    'Sun, 99 Nov 2026 16:00:00 GMT',
  ])('takes the date %j for nonsense', (retryAfter) => {
    expect(readAskedSeconds({ reset: null, retryAfter, date })).toBeNull();
  });

  it('takes the longer of both, and the one that makes sense', () => {
    expect(readAskedSeconds({ reset: '2', retryAfter: '7' })).toBe(7);
    expect(readAskedSeconds({ reset: '9', retryAfter: '7' })).toBe(9);
    expect(readAskedSeconds({ reset: 'soon', retryAfter: '7' })).toBe(7);
  });
});

describe('decideOutageBackOff', () => {
  it('keeps what Retry-After says within bounds, and nothing where there is none', () => {
    const waits = ['20', '0', '7200'].map((retryAfter) =>
      decideOutageBackOff({ reset: null, retryAfter }, 0),
    );
    expect(waits).toEqual([20_000, 250, 300_000]);
    expect(decideOutageBackOff({ reset: '20' }, 0)).toBeNull();
  });
});

describe('decideThrottleBackOff', () => {
  const signs = { headers: { reset: '2' }, closingsInRow: 0, random: 0 };

  it('waits as long as the header says, and up to a quarter longer', () => {
    expect(decideThrottleBackOff(signs)).toBe(2_000);
    expect(decideThrottleBackOff({ ...signs, random: 1 })).toBe(2_500);
  });

  it('waits a doubling while where the header is absent or nonsense', () => {
    const waits = [0, 1, 2, 3].map((closingsInRow) =>
      decideThrottleBackOff({ ...signs, headers: { reset: 'soon' }, closingsInRow }),
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('stops believing a header that is too short again and again', () => {
    const waits = [0, 1, 2, 3, 4].map((closingsInRow) =>
      decideThrottleBackOff({ ...signs, headers: { reset: '0' }, closingsInRow }),
    );
    expect(waits).toEqual([250, 250, 2_000, 4_000, 8_000]);
  });

  it('waits between a quarter of a second and five minutes and a quarter for any header', () => {
    const closings = fc.nat();
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.option(fc.string()), closings, random, (reset, closingsInRow, chance) => {
        const headers = { reset, retryAfter: reset };
        const ms = decideThrottleBackOff({ headers, closingsInRow, random: chance });
        expect(ms).toBeGreaterThanOrEqual(250);
        expect(ms).toBeLessThanOrEqual(375_000);
      }),
    );
  });
});
