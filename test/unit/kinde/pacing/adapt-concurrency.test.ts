import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterGoodAnswer,
  startConcurrency,
  type ConcurrencyState,
} from '../../../../src/kinde/pacing/adapt-concurrency.js';

function answer(state: ConcurrencyState, times: number): ConcurrencyState {
  return times === 0 ? state : answer(afterGoodAnswer(state, state.limit), times - 1);
}

describe('the concurrency', () => {
  it('starts at half of what is allowed and grows to all of it', () => {
    expect(startConcurrency(8).limit).toBe(4);
    expect(answer(startConcurrency(8), 4).limit).toBe(5);
    expect(answer(startConcurrency(8), 4 + 5 + 6 + 7).limit).toBe(8);
    expect(answer(startConcurrency(8), 500).limit).toBe(8);
  });

  it('is halved by a failure, and comes back', () => {
    const failed = afterFailure(answer(startConcurrency(8), 50), null);
    expect(failed.limit).toBe(4);
    expect(answer(failed, 22).limit).toBe(8);
  });

  it('stays below the number that was refused until many good answers were seen', () => {
    const refused = afterFailure(answer(startConcurrency(8), 4), 5);
    expect(refused).toMatchObject({ limit: 2, proven: 4 });
    expect(answer(refused, 2 + 3).limit).toBe(4);
    expect(answer(refused, 2 + 3 + 99).limit).toBe(4);
    expect(answer(refused, 2 + 3 + 100)).toMatchObject({ limit: 5, proven: 5 });
  });

  it('learns nothing from an answer that left places unused', () => {
    const state = startConcurrency(8);
    expect(afterGoodAnswer(state, 3)).toBe(state);
  });

  it('stays between one and the ceiling, whatever happens', () => {
    const happenings = fc.array(
      fc.oneof(fc.constant('good'), fc.constant(null), fc.integer({ min: 1, max: 20 })),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), happenings, (ceiling, list) => {
        let state = startConcurrency(ceiling);
        for (const one of list) {
          state = one === 'good' ? answer(state, 30) : afterFailure(state, one);
          expect(state.limit).toBeGreaterThanOrEqual(1);
          expect(state.limit).toBeLessThanOrEqual(ceiling);
        }
      }),
    );
  });
});
