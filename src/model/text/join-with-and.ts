// Joins names for a sentence.

/** Returns for example `a, b and c`; `and` is the text before the last name. */
export function joinWithAnd(names: readonly string[], and = ' and '): string {
  return [...names.slice(0, -2), names.slice(-2).join(and)].join(', ');
}
