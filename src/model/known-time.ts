// A time that Kinde may not tell.

/** A time in UTC such as `2026-01-31T09:00:00Z`, so that times compare as texts; null if Kinde does not tell. */
export type KnownTime = string | null;
