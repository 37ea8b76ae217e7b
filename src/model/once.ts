// Memoises a function without arguments.

/** Returns a function that calls `work` at its first call and returns the same result at each later call. */
export function once<Result>(work: () => Result): () => Result {
  let done: { readonly result: Result } | null = null;
  return () => (done ??= { result: work() }).result;
}
