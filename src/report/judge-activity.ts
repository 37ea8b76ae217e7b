// When somebody was last seen and whether that is too long ago. What Kinde does not tell stays unknown.
import type { AccessMember, AccessPerson, KnownTime } from '../model/access.js';

/** What is known of somebody's activity, anywhere or in one organization. */
export interface Activity {
  readonly lastSeen: KnownTime;
  readonly neverSignedIn: boolean;
  /** Since when they could have been seen: when they joined or were created. */
  readonly since: KnownTime;
}

/** Returns the latest of the times that are known. */
export function latestOf(times: readonly KnownTime[]): KnownTime {
  return times.reduce((latest, time) => (latest === null || (time ?? '') > latest ? time : latest), null);
}

/** Returns the last access of an organization or sign-in to it. */
export function lastSeenThere(
  { lastAccessedOn }: Pick<AccessMember, 'lastAccessedOn'>,
  person: Pick<AccessPerson, 'lastSignIns'> | null,
  code: string,
): KnownTime {
  return latestOf([lastAccessedOn, person?.lastSignIns.get(code) ?? null]);
}

/**
 * Returns whether nobody has been seen since `limit`, null if that can't be known. Who never signed in is dormant only
 * once they have been there for that long.
 */
export function isDormant({ lastSeen, neverSignedIn, since }: Activity, limit: string): boolean | null {
  if (lastSeen !== null) return lastSeen < limit;
  if (!neverSignedIn || since === null) return null;
  return since < limit;
}

/**
 * Returns the same for one membership. Whoever was seen nowhere since the limit was not seen here either; of others
 * Kinde must tell.
 */
export function isDormantThere(there: Activity, anywhere: Activity, limit: string): boolean | null {
  const own = isDormant(there, limit);
  if (own !== null || anywhere.lastSeen === null) return own;
  return anywhere.lastSeen < limit ? true : null;
}
