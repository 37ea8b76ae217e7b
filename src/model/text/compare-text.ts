// The order of every sorted text: by code unit, the same on every machine and in every locale.

/** Returns a negative number, zero or a positive number, for `sort`. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
