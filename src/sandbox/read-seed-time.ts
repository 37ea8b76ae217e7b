// What a time in a seed means. The clock is given: the same seed and clock always give the same times.

const day = 86_400_000;

/** Returns the time in ISO 8601; `12 days ago` is reckoned back from `now`, which is in ISO 8601, too. */
export function readSeedTime(written: string, now: string): string {
  const ago = /^(\d+) days? ago$/.exec(written)?.[1];
  return new Date(ago === undefined ? written : Date.parse(now) - Number(ago) * day).toISOString();
}

/** Returns the time, null where the seed says null, and `absent` where it says nothing. */
export function readSeedTimeOr<Absent>(
  written: string | null | undefined,
  now: string,
  absent: Absent,
): string | null | Absent {
  if (written === undefined) return absent;
  return written === null ? null : readSeedTime(written, now);
}
