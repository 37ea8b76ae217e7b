// What Kinde tells of access beyond who belongs where: since when, and when last seen. It is read for the report
// only; plan would have to keep it for a million memberships and never needs it.
import type { Listing } from './client.js';
import type { LiveMember, LivePerson } from './live.js';

/** A time in UTC, `2026-01-31T09:00:00Z`, so that times compare as texts; null where Kinde does not tell. */
export type KnownTime = string | null;

export interface AccessMember extends LiveMember {
  readonly joinedOn: KnownTime;
  readonly lastAccessedOn: KnownTime;
}

export interface AccessPerson extends LivePerson {
  readonly createdOn: KnownTime;
  readonly lastSignedIn: KnownTime;
  /** How often they ever signed in; null where Kinde does not tell. */
  readonly signIns: number | null;
  /** By organization code: the last sign-in there. */
  readonly lastSignIns: ReadonlyMap<string, string>;
}

/** The lists of the report; each is read to its end or throws `ApiError`, `AuthError` or `NetworkError`. */
export interface AccessClient {
  /** `GET /organizations/{org_code}/users`, scope `read:organization_users`; roles are included. */
  listAccessMembers(organizationCode: string): Promise<Listing<AccessMember>>;
  /** `GET /users?expand=organizations,identities`, scope `read:users`: everyone there is. */
  listAccessPeople(): Promise<Listing<AccessPerson>>;
  /** The same for these user ids only, about a hundred a request. */
  findAccessPeople(ids: readonly string[]): Promise<Listing<AccessPerson>>;
}
