import { describe, expect, it } from 'vitest';
import {
  afterAdmitted,
  afterRefusal,
  paceAt,
  startPace,
  type PaceState,
} from '../../../../src/kinde/pacing/learn-pace.js';

function admit(state: PaceState, times: number): PaceState {
  return times === 0 ? state : admit(afterAdmitted(state), times - 1);
}

const guessed = afterRefusal(admit(startPace(0), 20), { now: 1_000, waitMs: 1_000, isFlightToBlame: true });

describe('the pace', () => {
  it('is without limit until Kinde refuses', () => {
    expect(paceAt(admit(startPace(0), 1_000), 5_000)).toBeNull();
  });

  it('is guessed at the first refusal from what was let through until the gate opens', () => {
    expect(paceAt(guessed, 2_000)).toBe(10);
    expect(paceAt(guessed, 1_500)).toBe(10);
  });

  it('grows by half every second while it is a guess', () => {
    expect(paceAt(guessed, 4_000)).toBeCloseTo(22.5);
  });

  it('is measured between two refusals, and begins below what was measured', () => {
    const measured = afterRefusal(admit(guessed, 60), { now: 5_000, waitMs: 1_000, isFlightToBlame: false });
    expect(measured).toMatchObject({ estimate: 15, isMeasured: true, openedAt: 6_000, plateauMs: 4_000 });
    expect(paceAt(measured, 6_000)).toBeCloseTo(15 * 0.95);
    expect(paceAt(measured, 10_000)).toBeCloseTo(15);
    expect(paceAt(measured, 14_000)).toBeCloseTo(15 * 1.05);
    expect(paceAt(measured, 60_000)).toBeGreaterThan(100);
  });

  it('gives up at most a fifth of a measured pace', () => {
    const measured = afterRefusal(admit(guessed, 60), { now: 5_000, waitMs: 1_000, isFlightToBlame: false });
    const again = afterRefusal(measured, { now: 10_000, waitMs: 1_000, isFlightToBlame: false });
    expect(again.estimate).toBeCloseTo(15 * 0.8);
  });

  it('never takes for a measure more than what was refused', () => {
    const again = afterRefusal(admit(guessed, 900), { now: 2_000, waitMs: 1_000, isFlightToBlame: false });
    expect(again.estimate).toBe(10);
  });

  it('stays where too many at once are to blame', () => {
    const again = afterRefusal(admit(guessed, 1), { now: 3_000, waitMs: 1_000, isFlightToBlame: true });
    expect(paceAt(again, 4_000)).toBe(paceAt(guessed, 4_000));
  });
});
