// Decides whether a person or a membership is dormant. A date that Kinde does not tell stays unknown.
import type { AccessMember, AccessPerson } from '../model/access.js';
import type { KnownTime } from '../model/known-time.js';

/** The activity of a person, anywhere or in one organization. */
export interface Activity {
  readonly lastSeen: KnownTime;
  readonly neverSignedIn: boolean;
  /** The start of possible activity: the day of joining or creation. */
  readonly since: KnownTime;
}

/** Returns the latest known time, or null if none is known. */
export function latestOf(times: readonly KnownTime[]): KnownTime {
  return times.reduce((latest, time) => (latest === null || (time ?? '') > latest ? time : latest), null);
}

/** Returns the later of the last access of an organization and the last sign-in to it. */
export function lastSeenThere(
  { lastAccessedOn }: Pick<AccessMember, 'lastAccessedOn'>,
  person: Pick<AccessPerson, 'lastSignIns'> | null,
  code: string,
): KnownTime {
  return latestOf([lastAccessedOn, person?.lastSignIns.get(code) ?? null]);
}

/**
 * Returns whether the last access is before `limit`, or null if that is not known. A person who never signed in is dormant only
 * if they were created or joined before `limit`.
 */
export function isDormant({ lastSeen, neverSignedIn, since }: Activity, limit: string): boolean | null {
  if (lastSeen !== null) return lastSeen < limit;
  if (!neverSignedIn || since === null) return null;
  return since < limit;
}

/**
 * Returns whether one membership is dormant, or null if that is not known. A person without access anywhere since `limit` had
 * none here either.
 */
export function isDormantThere(there: Activity, anywhere: Activity, limit: string): boolean | null {
  const own = isDormant(there, limit);
  if (own !== null || anywhere.lastSeen === null) return own;
  return anywhere.lastSeen < limit ? true : null;
}
