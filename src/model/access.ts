// The dates that Kinde tells of people and memberships: created, joined, last access. Only the report reads them, since a plan
// would hold them for a million memberships without use.
import type { KnownTime } from './known-time.js';
import type { DatedPerson, Listing } from './client.js';
import type { LiveMember } from './live.js';

export interface AccessMember extends LiveMember {
  readonly joinedOn: KnownTime;
  readonly lastAccessedOn: KnownTime;
}

export interface AccessPerson extends DatedPerson {
  readonly lastSignedIn: KnownTime;
  /** The number of sign-ins; null if Kinde does not tell. */
  readonly signIns: number | null;
  /** The last sign-in to each organization, by code. */
  readonly lastSignIns: ReadonlyMap<string, string>;
}

/** The list calls of the report. Each reads its list to the end or throws `ApiError`, `AuthError` or `NetworkError`. */
export interface AccessClient {
  /** `GET /organizations/{org_code}/users`, scope `read:organization_users`; includes roles. */
  listAccessMembers(organizationCode: string): Promise<Listing<AccessMember>>;
  /** `GET /users?expand=organizations,identities`, scope `read:users`: every person of the environment. */
  listAccessPeople(): Promise<Listing<AccessPerson>>;
  /** The same operation and scope for these user ids only, about a hundred a request. */
  findAccessPeople(ids: readonly string[]): Promise<Listing<AccessPerson>>;
}
