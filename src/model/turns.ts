// Long work cut into turns, so that what arrives from the network meanwhile need not wait.

/** Work that may be left for a moment wherever it yields. */
export type Turns<Result> = Generator<undefined, Result, undefined>;
