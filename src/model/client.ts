// The client interfaces of the stages, implemented by `kinde/`. Planning gets a `ReadClient`, which has no call that writes, so
// that a write while planning does not compile.
import type { InvitationCode, LiveInvitation, NewInvitation } from './invitation.js';
import type {
  LiveEnvironment,
  LiveMember,
  LiveOrganization,
  LivePerson,
  LivePermission,
  LiveRole,
} from './live.js';
import type { KnownTime } from './known-time.js';
import type { ValueRead, ValueWrite } from './operations/value-operations.js';
import type { KeyedValue, LiveValue } from './values.js';

/** A row of a list that kinde-sync can't understand. */
export interface UnreadRow {
  /** Codes of the organizations that the row names; null if they are not known. */
  readonly organizations: readonly string[] | null;
}

/** A list that was read to its end: its rows in Kinde's order, and the number of pages read. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly pages: number;
  /** The rows that `rows` lacks; absent if there are none. Callers must conclude nothing that depends on them. */
  readonly unread?: readonly UnreadRow[];
}

/** A listing with an index of its rows by key: people by user id, organizations by code. */
export interface KeyedListing<Row> extends Listing<Row> {
  readonly byKey: ReadonlyMap<string, Row>;
}

/** The rows that a filter found. */
export interface LookUp<Row> extends Listing<Row> {
  /** True only if a control was given and every answer held it. A missing address then has no owner in Kinde. */
  readonly isProven: boolean;
}

/** The first page of a list. `readRemaining` reads the remaining pages and is null if there are none. */
export interface FirstPage<Row> extends Pick<Listing<Row>, 'rows' | 'unread'> {
  readonly readRemaining: ReadRemaining<Row> | null;
}

/** Reads the remaining pages; the listing holds the first page's rows too. */
export interface ReadRemaining<Row> {
  (): Promise<KeyedListing<Row>>;
  /** Returns null as soon as the limit gives up the list. */
  (limit: ReadLimit<Row>): Promise<KeyedListing<Row> | null>;
}

/** When the rest of a list is no longer worth reading. */
export interface ReadLimit<Row> {
  /** More pages than these, the first one not counted, are not read. */
  readonly mostPages?: number;
  /** Gets the rows of each page in turn, the first one included; `false` stops further requests. */
  readonly isWorthwhile?: (rows: readonly Row[]) => boolean;
}

/** A holder of a role and the codes of the organizations in which they hold it. */
export interface RoleHolder {
  readonly userId: string;
  readonly organizations: readonly string[];
}

/** The people to look up, by address or by user id. The strictness of Kinde's address filter is not known. */
export type ListUsersOptions =
  | {
      readonly by: 'email';
      readonly emails: readonly string[];
      /**
       * A second address of a known person, in other capitals, sent at the end of every batch. An answer with that person
       * proves that the filter sees every identity and ignores case.
       */
      readonly control?: string;
    }
  | {
      readonly by: 'id';
      /** A filter can't carry an id with a comma: such a person is not in the answer. */
      readonly ids: readonly string[];
    };

/**
 * The calls that read. The row of the same name in `reads` has operation, method, path and scope; `readValues`
 * takes the name. Each call throws
 * `ApiError`, `AuthError` or `NetworkError`. A list call never returns a part of its list: it throws.
 */
export interface ReadClient {
  getEnvironment(): Promise<LiveEnvironment>;
  /** Returns a list of values: those of an organization, or those of the environment, whose code is `''`. */
  readValues(list: ValueRead, code: string): Promise<Listing<LiveValue>>;
  listOrganizations(): Promise<Listing<LiveOrganization>>;
  /** Returns the organization with its registration domains, which no list has. */
  getOrganization(code: string): Promise<LiveOrganization>;
  /** Returns the members with their roles. */
  listMembers(organizationCode: string): Promise<Listing<LiveMember>>;
  /** Returns the pending invitations of an organization. */
  listInvitations(organizationCode: string): Promise<Listing<LiveInvitation>>;
  /** Returns the codes of the pending invitations, for an apply that revokes some of them. */
  listInvitationCodes(organizationCode: string): Promise<readonly InvitationCode[]>;
  listRoles(): Promise<Listing<LiveRole>>;
  listRoleHolders(roleId: string): Promise<Listing<RoleHolder>>;
  listPermissions(): Promise<Listing<LivePermission>>;
  /** Returns the permissions of one role. */
  listRolePermissions(roleId: string): Promise<Listing<LivePermission>>;
  /** Returns people with organizations and identities, in as few requests as the length of a URL allows. */
  listUsers(options: ListUsersOptions): Promise<LookUp<LivePerson>>;
  /**
   * Returns at most one page of the people whose name or address contains the text, with organizations and identities. A
   * person who is missing may exist. A row without an id is left out.
   */
  searchUsers(text: string): Promise<readonly LivePerson[]>;
  /** Returns the first page of all people, with organizations and identities. */
  readFirstUsers(): Promise<FirstPage<LivePerson>>;
}

/** The calls that read only to confirm a write. Planning does not get them. The rows stand in `confirmations`. */
export interface ConfirmClient {
  /** Returns how many sessions of the person go on; 0 for a person without any. Throws as the calls of `ReadClient` do. */
  countSessions(userId: string): Promise<number>;
  /** Returns the people whom the address filter shows, with the times of their creation. Throws as `listUsers` does. */
  findPeople(email: string): Promise<readonly DatedPerson[]>;
  /** Returns the present time by Kinde's clock, to the second; null if no answer has told it. It sends no request. */
  readKindeClock(): KnownTime;
}

/** A person with the time of their creation. */
export interface DatedPerson extends LivePerson {
  readonly createdOn: KnownTime;
}

/** The fields of an organization to write; an absent field is not sent. */
export interface OrganizationFields {
  readonly name?: string;
  readonly handle?: string;
  readonly externalId?: string;
  readonly allowRegistrations?: boolean;
  /** Only for an update: a creation takes no domains. */
  readonly registrationDomains?: readonly string[];
}

/** The fields of a role or permission to write. Kinde's behaviour for absent fields is unknown, so callers send all. */
export interface EntityFields {
  readonly key: string;
  readonly name: string;
  readonly description?: string;
}

/** One permission of a role to write. Without `isRemoved` the role gets it. */
export interface RolePermissionWrite {
  readonly permissionId: string;
  readonly isRemoved?: true;
}

export interface NewUser {
  readonly email: string;
  readonly organizationCode: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

export interface MemberWrite {
  readonly userId: string;
  /** Role keys. If absent, they are not sent and Kinde keeps the member's roles. */
  readonly roles?: readonly string[];
}

/** A value of an organization, or of the environment, whose code is `''`. Null takes the value away. */
export interface WrittenValue {
  readonly code: string;
  readonly key: string;
  readonly value: KeyedValue | null;
}

/** The user ids that a bulk answer reports as handled. A 200 may leave out some of the request. */
export interface BulkAnswer {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/**
 * The calls that write. The row of the same name in `writes` has operation, method, path, scope and repetition. A call throws
 * `ApiError`, `AuthError` or `NetworkError` if Kinde refused the write or never got it. It throws `UnclearError` if the outcome
 * is not known, and the caller must then read back. Calls that set a value are retried first.
 */
export interface WriteClient {
  /** Returns the organization's new code. */
  createOrganization(fields: OrganizationFields & { readonly name: string }): Promise<string>;
  updateOrganization(code: string, fields: OrganizationFields): Promise<void>;
  /** Empties the organization's handle. */
  clearOrganizationHandle(code: string): Promise<void>;
  /** Returns the person's new user id. */
  createUser(user: NewUser): Promise<string>;
  /** Invites a person by mail. The answer holds a link that is a credential, and is dropped. */
  createInvitation(organizationCode: string, invitation: NewInvitation): Promise<void>;
  /** Revokes a pending invitation, by its own code. */
  revokeInvitation(organizationCode: string, invitationCode: string): Promise<void>;
  /** Adds at most 100 people. */
  addMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** Sets the roles of at most 100 members. */
  updateMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** Removes at most 100 members. */
  removeMembers(organizationCode: string, userIds: readonly string[]): Promise<BulkAnswer>;
  removeMemberRole(organizationCode: string, userId: string, roleId: string): Promise<void>;
  /** Ends every session of the person. */
  endSessions(userId: string): Promise<void>;
  /** Kinde's answer has no id. */
  createPermission(fields: EntityFields): Promise<void>;
  updatePermission(id: string, fields: EntityFields): Promise<void>;
  /** Returns the role's new id. */
  createRole(fields: EntityFields): Promise<string>;
  updateRole(id: string, fields: EntityFields & { readonly isDefault?: boolean }): Promise<void>;
  /** Kinde does not document whether the call replaces the permissions or adds to them. */
  updateRolePermissions(roleId: string, permissions: readonly RolePermissionWrite[]): Promise<void>;
  /** Sets a value, or takes it away. Throws `InternalError` if null is to be set, or a value to be taken away. */
  writeValue(operation: ValueWrite, value: WrittenValue): Promise<void>;
}
