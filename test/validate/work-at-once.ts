// Long work cut into turns, for tests that have nothing else to do meanwhile.
import type { Turns } from '../../src/model/turns.js';

/** Does the work without a break; throws what it throws. */
export function workAtOnce<Result>(work: Turns<Result>): Result {
  for (;;) {
    const turn = work.next();
    if (turn.done === true) return turn.value;
  }
}
