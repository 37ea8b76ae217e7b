// A count together with its noun, in the grammatical number that the count asks for.

/** Returns for example `1 change` or `3 changes`; `plural` is for nouns that do not just take an s. */
export function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
