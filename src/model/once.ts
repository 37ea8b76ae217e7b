// What is worked out at most once, when it is first asked for.

/** Returns the function as one that does its work at its first call and returns the result ever after. */
export function once<Result>(work: () => Result): () => Result {
  let done: { readonly result: Result } | null = null;
  return () => (done ??= { result: work() }).result;
}
