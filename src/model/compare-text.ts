// One order of texts for everything that is sorted: by code unit, the same on every machine and in every locale.

/** Returns a number for `sort`: negative, zero or positive. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
