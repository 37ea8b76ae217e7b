// Long lists of names in one sentence: the first few, and how many more there are.

/** Returns `a, b and 3 more`, or all of them where they are not more than `most`. */
export function nameSome(names: readonly string[], most: number): string {
  const rest = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${rest}`;
}
