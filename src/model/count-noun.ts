// Writes a count with its noun in the singular or plural.

/** Returns for example `1 change` or `3 changes`. `plural` is for irregular nouns. */
export function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
