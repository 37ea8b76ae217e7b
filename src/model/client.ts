// The two halves of Kinde that the stages may see. `plan` is given a ReadClient, which has no call that writes,
// so that writing while planning does not compile. `kinde/` implements both.
import type { PasskeyPolicy } from './desired.js';
import type { LiveValue } from './values.js';
import type { LiveEnvironment, LiveMember, LiveOrganization, LivePerson, LiveRole } from './live.js';

/** A row of a list that could not be understood. */
export interface UnreadRow {
  /** Codes of the organizations that it belongs to, where it says so; null where that is not known. */
  readonly organizations: readonly string[] | null;
}

/** A list that was read to its end, in Kinde's order, and the number of pages that took. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly pages: number;
  /** Rows that are missing from `rows`; absent where there are none. What depends on them must not be concluded. */
  readonly unread?: readonly UnreadRow[];
}

/** A listing with its rows by what tells them apart: people by user id, organizations by code. */
export interface KeyedListing<Row> extends Listing<Row> {
  readonly byKey: ReadonlyMap<string, Row>;
}

/** People looked up by a filter. */
export interface LookUp<Row> extends Listing<Row> {
  /** True only if a control was given and every single answer held it: whoever is missing does not exist. */
  readonly isProven: boolean;
}

/** The first page of a list and the way to the others. `readRest` is null when there are none. */
export interface Peek<Row> extends Pick<Listing<Row>, 'rows' | 'unread'> {
  readonly readRest: ReadRest<Row> | null;
}

/** Reads from the second page to the end; the listing holds the first page's rows too. */
export interface ReadRest<Row> {
  (): Promise<KeyedListing<Row>>;
  /** The same, but null as soon as the limit gives the list up. */
  (limit: ReadLimit<Row>): Promise<KeyedListing<Row> | null>;
}

/** When the rest of a list is no longer worth reading. */
export interface ReadLimit<Row> {
  /** More pages than these, the first one not counted, are not read. */
  readonly mostPages?: number;
  /** Told the rows of each page in turn, the first one included; false gives up what is not under way yet. */
  readonly isWorthwhile?: (rows: readonly Row[]) => boolean;
}

/** A holder of a role and the codes of the organizations in which they hold it. */
export interface RoleHolder {
  readonly userId: string;
  readonly organizations: readonly string[];
}

/** Whom to look up: people by address (Kinde's own filter, whose strictness is not known) or by user id. */
export type ListUsersOptions =
  | {
      readonly by: 'email';
      readonly emails: readonly string[];
      /**
       * A second address of somebody known, in other capitals. It is sent at the end of every batch: an answer
       * with that person proves that the filter sees every identity and ignores case.
       */
      readonly control?: string;
    }
  | { readonly by: 'id'; readonly ids: readonly string[] };

/**
 * Every call that only reads; the row of the same name in `reads` says method, path and scope. All of them throw
 * `ApiError`, `AuthError` or `NetworkError`; a list call throws rather than return a part of its list.
 */
export interface ReadClient {
  getEnvironment(): Promise<LiveEnvironment>;
  getPasskeyPolicy(): Promise<PasskeyPolicy>;
  listFeatureFlags(): Promise<Listing<LiveValue>>;
  /** Every flag of the environment, with the value that it has in the organization, inherited or its own. */
  listOrganizationFlags(organizationCode: string): Promise<Listing<LiveValue>>;
  listOrganizations(): Promise<Listing<LiveOrganization>>;
  getOrganization(code: string): Promise<LiveOrganization>;
  /** Roles are always included. */
  listMembers(organizationCode: string): Promise<Listing<LiveMember>>;
  listRoles(): Promise<Listing<LiveRole>>;
  listRoleHolders(roleId: string): Promise<Listing<RoleHolder>>;
  /** The people asked for, with organizations and identities, in as few requests as the length of a URL allows. */
  listUsers(options: ListUsersOptions): Promise<LookUp<LivePerson>>;
  /**
   * People whose name or an address holds the text, with organizations and identities: no more than one page, and of
   * whoever is missing nothing is known. Somebody without an id in the answer is left out.
   */
  searchUsers(text: string): Promise<readonly LivePerson[]>;
  /** The first page of everyone there is, with organizations and identities. */
  peekUsers(): Promise<Peek<LivePerson>>;
}

/** Fields of an organization that kinde-sync sends; an absent one is not sent. */
export interface OrganizationFields {
  readonly name?: string;
  readonly handle?: string;
  readonly externalId?: string;
  readonly allowRegistrations?: boolean;
}

export interface NewUser {
  readonly email: string;
  readonly organizationCode: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface MemberWrite {
  readonly userId: string;
  /** Role keys. Absent: not sent, so Kinde leaves roles as they are. */
  readonly roles?: readonly string[];
}

/** The user ids that a bulk answer says were really handled. */
export interface BulkAnswer {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Every call that writes; the row of the same name in `writes` says method, path, scope and whether it may be
 * repeated. A call whose outcome can't be known (the connection broke or the server failed after the request was
 * sent) throws `UnclearError`; the caller must read back before it sends the like again. Calls that may be repeated
 * without harm are repeated inside and throw `UnclearError` only at the end.
 */
export interface WriteClient {
  /** Returns the new code. */
  createOrganization(fields: OrganizationFields & { readonly name: string }): Promise<string>;
  updateOrganization(code: string, fields: OrganizationFields): Promise<void>;
  /** Returns the new user id. */
  createUser(user: NewUser): Promise<string>;
  /** At most 100. */
  addMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** Sets roles; at most 100. */
  updateMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** At most 100. */
  removeMembers(organizationCode: string, userIds: readonly string[]): Promise<BulkAnswer>;
  removeMemberRole(organizationCode: string, userId: string, roleId: string): Promise<void>;
  setFeatureFlag(key: string, value: string): Promise<void>;
  /** Gives the organization a value of its own. */
  setOrganizationFlag(organizationCode: string, key: string, value: string): Promise<void>;
  /** Takes the organization's own value away: the flag is as in the environment from then on. */
  clearOrganizationFlag(organizationCode: string, key: string): Promise<void>;
  setPasskeyPolicy(policy: PasskeyPolicy): Promise<void>;
}
