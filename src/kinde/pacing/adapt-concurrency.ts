// Decides how many requests may be under way at once. Pure: a state and what happened give the next state.

/** How many requests may be under way, and what was learnt about how many are too many. */
export interface ConcurrencyState {
  readonly limit: number;
  /** What the user allows. */
  readonly ceiling: number;
  /** The most that was not refused; reached quickly, passed only as a trial. */
  readonly proven: number;
  /** Good answers since the limit last moved, with all places taken. */
  readonly good: number;
  /** Good answers wanted before the next trial beyond `proven`. */
  readonly trialAfter: number;
}

const firstTrialAfter = 50;
const longestTrialAfter = 1_600;

/** Returns the state at the start: half of what the user allows, and nothing known. */
export function startConcurrency(ceiling: number): ConcurrencyState {
  return { limit: Math.ceil(ceiling / 2), ceiling, proven: ceiling, good: 0, trialAfter: firstTrialAfter };
}

/**
 * Returns the state after a good answer. Additive increase: one place more after as many good answers as there
 * are places, up to the number that is proven; beyond it one place more after `trialAfter` good answers.
 * `flight` is how many requests were under way when this one left; an answer that left places unused shows nothing.
 */
export function afterGoodAnswer(state: ConcurrencyState, flight: number): ConcurrencyState {
  if (flight < state.limit || state.limit >= state.ceiling) return state;
  const good = state.good + 1;
  const wanted = state.limit < state.proven ? state.limit : state.trialAfter;
  if (good < wanted) return { ...state, good };
  const limit = state.limit + 1;
  return { ...state, limit, proven: Math.max(state.proven, limit), good: 0 };
}

/**
 * Returns the state after a time-out, a 5xx or the first 429 of a closing. Multiplicative decrease: half the
 * places, at least one. If the number of requests under way is to blame, that number is not proven any more, and
 * the next trial beyond comes after twice as many good answers.
 */
export function afterFailure(state: ConcurrencyState, blamedFlight: number | null): ConcurrencyState {
  const halved = { ...state, limit: Math.max(1, Math.floor(state.limit / 2)), good: 0 };
  if (blamedFlight === null) return halved;
  return {
    ...halved,
    proven: Math.max(1, Math.min(state.proven, blamedFlight) - 1),
    trialAfter: Math.min(longestTrialAfter, state.trialAfter * 2),
  };
}
