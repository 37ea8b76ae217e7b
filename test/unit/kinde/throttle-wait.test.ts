import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideOutageWait,
  decideThrottleWait,
  readAskedSeconds,
} from '../../../src/kinde/pacing/throttle-wait.js';

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

describe('decideOutageWait', () => {
  it('keeps what Retry-After says within bounds, and nothing where there is none', () => {
    const waits = ['20', '0', '7200'].map((retryAfter) => decideOutageWait({ reset: null, retryAfter }, 0));
    expect(waits).toEqual([20_000, 250, 300_000]);
    expect(decideOutageWait({ reset: '20' }, 0)).toBeNull();
  });
});

describe('decideThrottleWait', () => {
  const signs = { headers: { reset: '2' }, closingsInRow: 0, random: 0 };

  it('waits as long as the header says, and up to a quarter longer', () => {
    expect(decideThrottleWait(signs)).toBe(2_000);
    expect(decideThrottleWait({ ...signs, random: 1 })).toBe(2_500);
  });

  it('waits a doubling while where the header is absent or nonsense', () => {
    const waits = [0, 1, 2, 3].map((closingsInRow) =>
      decideThrottleWait({ ...signs, headers: { reset: 'soon' }, closingsInRow }),
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('stops believing a header that is too short again and again', () => {
    const waits = [0, 1, 2, 3, 4].map((closingsInRow) =>
      decideThrottleWait({ ...signs, headers: { reset: '0' }, closingsInRow }),
    );
    expect(waits).toEqual([250, 250, 2_000, 4_000, 8_000]);
  });

  it('waits between a quarter of a second and five minutes and a quarter for any header', () => {
    const closings = fc.nat();
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.option(fc.string()), closings, random, (reset, closingsInRow, chance) => {
        const headers = { reset, retryAfter: reset };
        const ms = decideThrottleWait({ headers, closingsInRow, random: chance });
        expect(ms).toBeGreaterThanOrEqual(250);
        expect(ms).toBeLessThanOrEqual(375_000);
      }),
    );
  });
});
