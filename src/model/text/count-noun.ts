// Writes a count, and a count with its noun in the singular or plural.

/** Returns for example `1 change` or `3,000 changes`. `plural` is for irregular nouns. */
export function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Returns a whole number with commas between the thousands. */
export function formatCount(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
