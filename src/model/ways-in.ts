// The ways into an organization beside its list of members, and the calls that read them. Only `report --ways-in` reads them.
import type { KnownTime } from './known-time.js';
import type { Listing } from './client.js';
import type { LiveInvitation } from './invitation.js';

/** The ways, in the order of the report. */
export const wayNames = [
  'registrations',
  'invitation',
  'connection',
  'role',
  'directory',
  'default-organization',
] as const;
export type WayName = (typeof wayNames)[number];

/** `unknown`: Kinde does not tell. `not-looked-at`: kinde-sync did not ask, or may not. Neither means `closed`. */
export type WayState = 'open' | 'closed' | 'unknown' | 'not-looked-at';

/** A connection that is switched on for an organization. No call reads its options. */
export interface LiveConnection {
  readonly id: string;
  readonly name: string | null;
  /** For example `saml:custom`; null if Kinde does not tell. */
  readonly strategy: string | null;
}

/** The connections of an organization. The call has no parameter for a second page. */
export interface LiveConnections {
  readonly rows: readonly LiveConnection[];
  /** False if Kinde has more of them than it shows. */
  readonly isWhole: boolean;
}

/**
 * The calls that read the ways in. The row of the same name in `waysInReads` has operation, method, path and scope. Each
 * call throws `ApiError`, `AuthError` or `NetworkError`.
 */
export interface WaysInClient {
  listConnections(organizationCode: string): Promise<LiveConnections>;
  /** Returns the keys of the role's system permissions. */
  listSystemPermissions(roleId: string): Promise<Listing<string>>;
}

/** A value that was read, or the reason why it was not. */
export type Looked<Value> = { readonly value: Value } | { readonly why: string };

/** A role whose members may add members in Kinde's self-serve portal. */
export interface AddingRole {
  readonly key: string;
  readonly name: string;
}

/** The facts behind the ways in, by organization code where they belong to one. */
export interface WaysInFacts {
  /** Only of organizations whose registrations are not known to be closed. */
  readonly domains: ReadonlyMap<string, Looked<readonly string[] | null>>;
  readonly invitations: ReadonlyMap<string, Looked<readonly LiveInvitation[]>>;
  readonly connections: ReadonlyMap<string, Looked<LiveConnections>>;
  /** The roles are the same in every organization. */
  readonly addingRoles: Looked<readonly AddingRole[]>;
}

/** One way into one organization, open or not. */
export interface ReportWay {
  /** The organization's code. */
  readonly organization: string;
  readonly way: WayName;
  readonly state: WayState;
  /** The domain, the invited address, the connection or the role key; null if the way has none. */
  readonly subject: string | null;
  /** The keys of the roles that an invitation gives, sorted; null for other ways. */
  readonly roles: readonly string[] | null;
  /** The number of members who hold the role; null for other ways. */
  readonly holders: number | null;
  readonly since: KnownTime;
  /** The meaning of the state, or the reason why it is not known. */
  readonly detail: string;
}
