// The pace: how many requests a second may leave, learnt from what Kinde let through between two refusals. Kinde
// publishes no limits, so each run learns them anew. Pure: times come in as numbers.

/** The learnt pace; times in milliseconds. */
export interface PaceState {
  /** Requests a second that Kinde seems to allow; null until its first refusal. */
  readonly estimate: number | null;
  /** True for an estimate measured between two refusals; false for a guess from the first. */
  readonly isMeasured: boolean;
  /** When the gate opened after the last refusal. */
  readonly openedAt: number;
  /** When the count began: at the start or the last refusal. */
  readonly countedFrom: number;
  /** Requests that Kinde admitted since then. */
  readonly admitted: number;
  /** How long after the opening the pace reaches the estimate again. */
  readonly plateauMs: number;
}

/** A refusal of Kinde's: a 429. */
export interface Refused {
  readonly now: number;
  /** How long the gate stays closed. */
  readonly waitMs: number;
  /** True for too many requests at once; false for too many a second. */
  readonly isFlightToBlame: boolean;
}

const slowestPerSecond = 0.2;
const shortestPlateauMs = 2_000;
const longestPlateauMs = 10_000;
/** Kinde's limiter refuses soon after its rate is passed, so a refused pace keeps this share at least. */
const keptShare = 0.8;

/** Returns the first state, without a limit. */
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
 * Returns the state after the first 429 of a closing. A token bucket is empty at each refusal, so the requests that it
 * admitted between two refusals, over the time between them, are its rate. At least four fifths of the refused pace are
 * kept. The first refusal gives a guess only: the requests admitted so far, over the time until the gate opens. A
 * refusal of too many requests at once leaves the pace as it is.
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
 * Returns the requests a second that may leave at `now`; null means no limit. A guess grows by half every second. A
 * measured pace follows a cubic curve: it starts 5 % below the estimate and reaches it within 10 s. Then it passes the
 * estimate, slowly at first and ever faster. So the run meets Kinde's limit seldom, and notices a limit that was lifted.
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
