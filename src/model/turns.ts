// Long work cut into turns, so that what arrives from the network meanwhile need not wait.

/** Work that may be left for a moment wherever it yields. */
export type Turns<Result> = Generator<undefined, Result, undefined>;

/** Does the work without a break; throws what it throws. */
export function workAtOnce<Result>(work: Turns<Result>): Result {
  for (;;) {
    const turn = work.next();
    if (turn.done === true) return turn.value;
  }
}
