// Decides how many requests a second may leave, from what Kinde let through between two refusals. Pure: times
// come in as numbers. Kinde publishes no thresholds, so they are learnt anew in each run.

/** What is known of the pace that Kinde bears; times in milliseconds. */
export interface PaceState {
  /** Requests a second that Kinde seems to bear; null until it first refuses. */
  readonly estimate: number | null;
  /** Whether the estimate was measured between two refusals rather than guessed from the first. */
  readonly isMeasured: boolean;
  /** When requests were let out again after the last refusal. */
  readonly openedAt: number;
  /** When counting began: the start or the last refusal. */
  readonly countedFrom: number;
  /** Requests that were not refused since then. */
  readonly admitted: number;
  /** How long after the opening the estimate is reached again. */
  readonly plateauMs: number;
}

/** What a refusal looked like. */
export interface Refused {
  readonly now: number;
  /** How long the gate stays closed. */
  readonly waitMs: number;
  /** Whether too many requests at once are to blame rather than too many a second. */
  readonly isFlightToBlame: boolean;
}

const slowestPerSecond = 0.2;
const shortestPlateauMs = 2_000;
const longestPlateauMs = 10_000;
/** A limiter with little in reserve refuses the very pace that is too much: no need to go back further than this. */
const keptShare = 0.8;

/** Returns the state at the start: no pace. */
export function startPace(now: number): PaceState {
  return {
    estimate: null,
    isMeasured: false,
    openedAt: now,
    countedFrom: now,
    admitted: 0,
    plateauMs: longestPlateauMs,
  };
}

/** Returns the state after an answer that was not a 429. */
export function afterAdmitted(state: PaceState): PaceState {
  return { ...state, admitted: state.admitted + 1 };
}

/**
 * Returns the state after the first 429 of a closing. A limiter that refills over time is empty at each refusal,
 * so what it let through between two refusals, over the time between them, is its rate; at least four fifths of
 * the pace that was refused are kept. After the first refusal there is only a guess: what was let through so far,
 * over the time until the gate opens again. Where too many at once are to blame, the pace stays.
 */
export function afterRefusal(state: PaceState, refused: Refused): PaceState {
  const counted = { countedFrom: refused.now, admitted: 0 };
  const elapsed = refused.now - state.countedFrom;
  const openedAt = refused.now + refused.waitMs;
  const pace = paceAt(state, refused.now);
  if (pace === null) {
    const guess = perSecond(Math.max(1, state.admitted), elapsed + refused.waitMs);
    return { ...state, ...counted, openedAt, estimate: guess };
  }
  if (refused.isFlightToBlame) return { ...state, ...counted };
  const kept = state.isMeasured ? pace * keptShare : 0;
  const estimate = Math.min(pace, Math.max(perSecond(state.admitted, elapsed), kept));
  const plateauMs = Math.min(Math.max(elapsed, shortestPlateauMs), longestPlateauMs);
  return { ...counted, openedAt, estimate, plateauMs, isMeasured: true };
}

/**
 * Returns the requests a second that may leave at `now`, or null for no limit. A guess grows by half every second. A
 * measured pace starts 5 % below, comes back to it within 10 s (as fast as the last refusal came) and then goes
 * beyond, slowly at first and ever faster (a cubic curve), so that Kinde's limit is met seldom and a limit that
 * was lifted is noticed.
 */
export function paceAt(state: PaceState, now: number): number | null {
  if (state.estimate === null) return null;
  const open = Math.max(0, now - state.openedAt);
  if (!state.isMeasured) return state.estimate * 1.5 ** Math.min(open / 1000, 40);
  return state.estimate * (1 + 0.05 * ((open - state.plateauMs) / state.plateauMs) ** 3);
}

function perSecond(count: number, ms: number): number {
  return Math.max(slowestPerSecond, (count * 1000) / Math.max(1, ms));
}
