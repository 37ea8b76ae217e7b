// Parsing and checking large files is long work: now and then it gives way to what arrives from the network meanwhile.
import { setImmediate } from 'node:timers/promises';
import type { Turns } from '../model/turns.js';

/** The time for which one piece of work goes on without a break. */
export interface Turn {
  /** Whether it is time to give way. */
  readonly isOver: () => boolean;
  /** Lets everything else that is due go first; a new turn begins then. */
  readonly giveWay: () => Promise<void>;
}

/** Milliseconds. */
const longestTurn = 1;

/** Returns a turn that begins now. */
export function beginTurn(): Turn {
  let end = performance.now() + longestTurn;
  return {
    isOver: () => performance.now() >= end,
    giveWay: async () => {
      await setImmediate();
      end = performance.now() + longestTurn;
    },
  };
}

/** Does the work turn by turn; throws what it throws. */
export async function workInTurns<Result>(work: Turns<Result>): Promise<Result> {
  const turn = beginTurn();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (turn.isOver()) await turn.giveWay();
  }
}
