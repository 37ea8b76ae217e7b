import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/kinde/pacing/classify-fault.js';
import {
  decideRetry,
  toFailure,
  type Attempts,
  type Failure,
} from '../../../src/kinde/pacing/decide-retry.js';

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
