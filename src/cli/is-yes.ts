// The answer that agrees: silence and any other word is no.

/** Returns whether a person's answer agrees: `y` or `yes`, in any case. */
export function isYes(answer: string): boolean {
  return ['y', 'yes'].includes(answer.trim().toLowerCase());
}
