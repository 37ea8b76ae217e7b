// The concurrency: how many requests may be under way at once, adapted to Kinde's answers by additive increase and
// multiplicative decrease. Pure: a state and an event give the next state.

/** The concurrency, and what was learnt about too many requests at once. */
export interface ConcurrencyState {
  /** How many requests may be under way now. */
  readonly limit: number;
  /** The most that the user allows. */
  readonly ceiling: number;
  /** The most that Kinde did not refuse. The limit reaches it quickly and passes it only as a trial. */
  readonly proven: number;
  /** Good answers at full concurrency since the limit last changed. */
  readonly good: number;
  /** Good answers needed before the next trial beyond `proven`. */
  readonly trialAfter: number;
}

const firstTrialAfter = 50;
const longestTrialAfter = 1_600;

/** Returns the first state: half of the user's limit, and nothing learnt. */
export function startConcurrency(ceiling: number): ConcurrencyState {
  return { limit: Math.ceil(ceiling / 2), ceiling, proven: ceiling, good: 0, trialAfter: firstTrialAfter };
}

/**
 * Returns the state after a good answer. Additive increase: up to `proven`, the limit grows by one after as many good
 * answers as it allows requests. Beyond that it grows by one after `trialAfter` good answers. `flight` is how many
 * requests were under way when this one left: an answer below full concurrency proves nothing.
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
 * Returns the state after a time-out, a 5xx or the first 429 of a closing. Multiplicative decrease: the limit is halved,
 * to one at least. If Kinde refused the number of requests under way, that number is no longer proven, and the next
 * trial needs twice as many good answers.
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
