// The two halves of Kinde that the stages may see. `plan` is given a ReadClient, which has no call that writes,
// so that writing while planning does not compile. `kinde/` implements both.
import type { PasskeyPolicy } from './desired.js';
import type {
  LiveEnvironment,
  LiveFeatureFlag,
  LiveMember,
  LiveOrganization,
  LivePerson,
  LiveRole,
} from './live.js';

/** A list that was read to its end, in Kinde's order, and the number of pages that took. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly pages: number;
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
export interface Peek<Row> {
  readonly rows: readonly Row[];
  /** Reads from the second page to the end; the listing holds the first page's rows too. */
  readonly readRest: (() => Promise<KeyedListing<Row>>) | null;
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
 * Every call that only reads. All of them throw `ApiError`, `AuthError` or `NetworkError`; a list call throws
 * rather than return a part of its list.
 */
export interface ReadClient {
  /** `GET /environment`, scope `read:environments`. */
  getEnvironment(): Promise<LiveEnvironment>;
  /** `GET /passkey`, scope `read:passkey`. */
  getPasskeyPolicy(): Promise<PasskeyPolicy>;
  /** `GET /environment/feature_flags`, scope `read:environment_feature_flags`. */
  listFeatureFlags(): Promise<Listing<LiveFeatureFlag>>;
  /** `GET /organizations`, scope `read:organizations`. */
  listOrganizations(): Promise<Listing<LiveOrganization>>;
  /** `GET /organization?code=`, scope `read:organizations`. */
  getOrganization(code: string): Promise<LiveOrganization>;
  /** `GET /organizations/{org_code}/users`, scope `read:organization_users`. Roles are always included. */
  listMembers(organizationCode: string): Promise<Listing<LiveMember>>;
  /** `GET /roles`, scope `read:roles`. */
  listRoles(): Promise<Listing<LiveRole>>;
  /** `GET /roles/{role_id}/users`, scope `read:organization_user_roles`. */
  listRoleHolders(roleId: string): Promise<Listing<RoleHolder>>;
  /**
   * `GET /users?expand=organizations,identities`, scope `read:users`; the people asked for, in as few requests
   * as the length of a URL allows.
   */
  listUsers(options: ListUsersOptions): Promise<LookUp<LivePerson>>;
  /** `GET /users?expand=organizations,identities`, scope `read:users`: the first page of everyone there is. */
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
 * Every call that writes. A call whose outcome can't be known (the connection broke or the server failed after
 * the request was sent) throws `UnclearError`; the caller must read back before it sends the like again.
 * Calls that may be repeated without harm are repeated inside and throw `UnclearError` only at the end.
 */
export interface WriteClient {
  /** `POST /organization`, scope `create:organizations`; returns the new code. Not repeatable. */
  createOrganization(fields: OrganizationFields & { readonly name: string }): Promise<string>;
  /** `PATCH /organization/{org_code}`, scope `update:organizations`. Repeatable: it sets values. */
  updateOrganization(code: string, fields: OrganizationFields): Promise<void>;
  /** `POST /user`, scope `create:users`; returns the new user id. Not repeatable. */
  createUser(user: NewUser): Promise<string>;
  /** `POST /organizations/{org_code}/users`, scope `create:organization_users`; at most 100. Not repeatable. */
  addMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** `PATCH /organizations/{org_code}/users` with roles, scope `update:organization_users`; at most 100. Repeatable. */
  updateMembers(organizationCode: string, members: readonly MemberWrite[]): Promise<BulkAnswer>;
  /** `PATCH /organizations/{org_code}/users` with `operation: delete`; at most 100. Not repeatable. */
  removeMembers(organizationCode: string, userIds: readonly string[]): Promise<BulkAnswer>;
  /** `DELETE /organizations/{org_code}/users/{user_id}/roles/{role_id}`, scope `delete:organization_user_roles`. Not repeatable. */
  removeMemberRole(organizationCode: string, userId: string, roleId: string): Promise<void>;
  /** `PATCH /environment/feature_flags/{key}`, scope `update:environment_feature_flags`. Repeatable: it sets a value. */
  setFeatureFlag(key: string, value: string): Promise<void>;
  /** `PUT /passkey`, scope `update:passkey`. Repeatable: it sets a value. */
  setPasskeyPolicy(policy: PasskeyPolicy): Promise<void>;
}
