// The sentence on a clock of this machine that differs from Kinde's.

/** Returns the sentence; `difference` is Kinde's time minus ours in milliseconds. */
export function describeClock(difference: number): string {
  const seconds = Math.round(Math.abs(difference) / 1000);
  const way = difference > 0 ? 'behind' : 'ahead of';
  return `This machine's clock is ${describeSpan(seconds)} ${way} Kinde's.`;
}

function describeSpan(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
