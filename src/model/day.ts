// Calendar days in UTC, as `YYYY-MM-DD`. Two days compare as texts.

/** A day as `YYYY-MM-DD`, in UTC. */
export type Day = string;

const millisecondsOfDay = 86_400_000;

/** Returns the day of a time in milliseconds since 1970. */
export function dayOf(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Returns whether the text is a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && dayOf(time) === text;
}

/** Returns the day that is this number of days later. */
export function addDays(day: Day, count: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + count * millisecondsOfDay);
}
