import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideThrottleWait, parseReset } from '../../src/kinde/pacing/throttle-wait.js';

describe('parseReset', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    [' 2.5 ', 2.5],
    ['86400', 86_400],
  ])('reads %j as %d seconds', (header, seconds) => {
    expect(parseReset(header)).toBe(seconds);
  });

  it.each([null, '', 'soon', '-1', '1e9', 'NaN', 'Infinity', '86401', '1790000000', '1, 2'])(
    'takes %j for nonsense',
    (header) => {
      expect(parseReset(header)).toBeNull();
    },
  );
});

describe('decideThrottleWait', () => {
  const signs = { reset: '2', closingsInRow: 0, random: 0 };

  it('waits as long as the header says, and up to a quarter longer', () => {
    expect(decideThrottleWait(signs)).toBe(2_000);
    expect(decideThrottleWait({ ...signs, random: 1 })).toBe(2_500);
  });

  it('waits a doubling while where the header is absent or nonsense', () => {
    const waits = [0, 1, 2, 3].map((closingsInRow) =>
      decideThrottleWait({ ...signs, reset: 'soon', closingsInRow }),
    );
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('stops believing a header that is too short again and again', () => {
    const waits = [0, 1, 2, 3, 4].map((closingsInRow) =>
      decideThrottleWait({ ...signs, reset: '0', closingsInRow }),
    );
    expect(waits).toEqual([250, 250, 2_000, 4_000, 8_000]);
  });

  it('waits between a quarter of a second and five minutes and a quarter for any header', () => {
    const closings = fc.nat();
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.option(fc.string()), closings, random, (reset, closingsInRow, chance) => {
        const ms = decideThrottleWait({ reset, closingsInRow, random: chance });
        expect(ms).toBeGreaterThanOrEqual(250);
        expect(ms).toBeLessThanOrEqual(375_000);
      }),
    );
  });
});
