// The types of a configuration file as a user writes it, before validation. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.

/**
 * The key of a role that exists in Kinde, not its name.
 */
export type RoleKey = string;
/**
 * A person by e-mail address or by Kinde's user id, or a group.
 */
export type WrittenMember = WrittenAddress | WrittenEmailMember | WrittenIdMember | WrittenGroupReference;
/**
 * An e-mail address. A person is found by any of their addresses, without regard to case, or else created.
 */
export type WrittenAddress = string;
/**
 * Keys of the person's roles in this organization. Absent: not managed. Present: exactly these. []: none.
 */
export type Roles = RoleKey[];
/**
 * The last day (YYYY-MM-DD, UTC) of this listing. From the next day on the person leaves, also where membership is additive, unless another listing holds.
 */
export type Until = string;
/**
 * Why the person belongs. Plans and reports show it; Kinde does not store it.
 */
export type Reason = string;
/**
 * A person who belongs to no organization: an e-mail address, or { id: kp_… } for one of several people with an address.
 */
export type WrittenLeaver =
  | string
  | {
      /**
       * Kinde's user id.
       */
      id: string;
    };

/**
 * A kinde-sync configuration file, version 1: who may sign up to and who belongs to which organization in Kinde. Absent settings are not managed.
 */
export interface WrittenConfig {
  /**
   * The version of the configuration format. Required in every file, also in each file of a folder.
   */
  version: 1;
  environment?: WrittenEnvironment;
  business?: WrittenBusiness;
  safety?: WrittenSafety;
  /**
   * Named lists of people, used inside members as { group: name }. A group may contain groups. It is defined once, in any of the files.
   */
  groups?: {
    /**
     * The people of this group, by address or by id, and the groups in it.
     */
    [k: string]: WrittenMember[];
  };
  /**
   * The people who belong to no organization. They are removed from every organization, also from those that no file names, and never created.
   */
  leavers?: WrittenLeaver[];
  /**
   * The organizations to manage. Other organizations, and fields that an entry does not name, are not managed.
   */
  organizations?: WrittenOrganization[];
}
/**
 * Settings of the whole Kinde environment. Absent settings are not managed.
 */
export interface WrittenEnvironment {
  /**
   * A lock: kinde-sync refuses to run against an environment with any other code. The first line of a plan shows the code.
   */
  code?: string;
  signUp?: WrittenSignUp;
  /**
   * The number of days for which an attestation of the switches under signUp is valid; then plans show them again. Absent: 90.
   */
  attestedFor?: number;
  /**
   * Whether people may (optional) or must (mandatory) sign in with a passkey.
   */
  passkeys?: 'off' | 'optional' | 'mandatory';
  /**
   * The environment's values of feature flags, by flag key. A flag must exist in Kinde and take the type of the value; other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in the environment, of the flag's own type.
     */
    [k: string]: boolean | number | string;
  };
}
/**
 * Switches that only a person can set in Kinde's dashboard, since the API can neither read nor write them. Plans show them until they are attested.
 */
export interface WrittenSignUp {
  /**
   * Whether people may sign up by themselves. By hand: Settings > Environment > Policies > Allow self-sign up. If true, at least one organization must allow registrations.
   */
  allowSelfSignUp?: boolean;
  /**
   * Whether people who sign up without an organization come into the default one. By hand: on the default organization's Policies page.
   */
  signUpToDefaultOrganization?: boolean;
  /**
   * Whether people may create an organization when they sign up. By hand: Settings > Environment > Policies > Allow organization creation on sign up.
   */
  allowOrganizationCreation?: boolean;
}
/**
 * Roles and permissions, which Kinde shares between all environments of a business. They are created and updated, never deleted; those not listed are left alone.
 */
export interface WrittenBusiness {
  /**
   * The code of the environment from which roles and permissions are changed. Required. In any other environment they are only compared.
   */
  managedFrom?: string;
  /**
   * The permissions to manage. Others are left alone.
   */
  permissions?: WrittenPermission[];
  /**
   * The roles to manage. Others are left alone.
   */
  roles?: WrittenRole[];
}
/**
 * A permission of the business, which roles have.
 */
export interface WrittenPermission {
  /**
   * The key of the permission, which is its identity: another key is another permission.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Needed to create the permission. Absent: not managed.
   */
  name?: string;
  /**
   * The description in Kinde's dashboard. Absent: not managed.
   */
  description?: string;
}
/**
 * A role of the business. Members hold it in an organization.
 */
export interface WrittenRole {
  /**
   * The key of the role, which is its identity: another key is another role, and members keep the first one.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Needed to create the role. Absent: not managed.
   */
  name?: string;
  /**
   * The description in Kinde's dashboard. Absent: not managed.
   */
  description?: string;
  /**
   * Keys of the role's permissions: exactly these. Absent: not managed. []: none. A plan that takes a permission away says how many people hold the role.
   *
   * Items: The key of a permission that the files or Kinde have.
   */
  permissions?: string[];
}
/**
 * Limits for every plan, independent of the lists of members.
 */
export interface WrittenSafety {
  /**
   * People who are never removed from anything: an e-mail address, or "*@domain" in quotes for all people of a domain.
   *
   * Items: An e-mail address, or "*@domain" for all people of a domain.
   */
  protect?: string[];
  maxRemovals?: WrittenMaxRemovals;
  maxRemovedPeople?: WrittenMaxRemovedPeople;
  /**
   * Keys of roles of which an organization never loses its last holder: a plan that would do it is refused.
   */
  keepHolder?: RoleKey[];
  /**
   * The rule for organizations in Kinde that no file names: ignore only counts them, warn names them, refuse refuses the plan. With --organization, the entries left out count as well.
   */
  unmanagedOrganizations?: 'ignore' | 'warn' | 'refuse';
  /**
   * Number of invitations that one apply may mail. A plan with more is refused, unless --allow-invitations N approves exactly their number.
   */
  maxInvitations?: number;
  /**
   * Whose sessions apply ends after their removal: never, of people who are left in no organization (lastAccess), or of everyone whom apply takes out of an organization (always). It signs them out of every application.
   */
  endSessions?: 'never' | 'lastAccess' | 'always';
  /**
   * Codes of warnings that refuse the plan. Absent: no warning refuses it.
   *
   * Items: The code of a warning of the plan.
   */
  refuseOn?: (
    | 'similar-person'
    | 'similar-organization'
    | 'renamed-organization'
    | 'address-changed'
    | 'suspended-member'
    | 'same-person'
    | 'protected-member'
    | 'unidentified-member'
    | 'leaver-not-shown'
    | 'absence-not-proven'
    | 'unreadable-row'
    | 'unknown-flag-type'
    | 'stays-member'
    | 'no-longer-managed'
    | 'no-longer-leaver'
    | 'safety-weakened'
    | 'base-unusable'
  )[];
  /**
   * Keys of roles that no member may be given without a reason.
   */
  requireReason?: RoleKey[];
}
/**
 * How many people an organization may lose in one plan: the larger of the two, never everyone. A plan with more is refused, unless --allow-removals N approves exactly that number.
 */
export interface WrittenMaxRemovals {
  /**
   * Number of people that an organization may lose in one plan. Absent: 5.
   */
  count?: number;
  /**
   * Percent of the organization's members that it may lose in one plan, rounded down. Absent: 25.
   */
  percent?: number;
}
/**
 * How many different people one plan may remove from organizations: the larger of the two. A plan with more is refused, unless --allow-removals N approves exactly the number of removals.
 */
export interface WrittenMaxRemovedPeople {
  /**
   * Number of different people that one plan may remove. Absent: 20.
   */
  count?: number;
  /**
   * Percent of the people in the managed organizations that one plan may remove, rounded down. Absent: 10.
   */
  percent?: number;
}
/**
 * A person by e-mail address, with names for when the person has to be created and with roles.
 */
export interface WrittenEmailMember {
  email: WrittenAddress;
  /**
   * First name, used only when the person is created in Kinde.
   */
  firstName?: string;
  /**
   * Last name, used only when the person is created in Kinde.
   */
  lastName?: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * A person by Kinde's user id: for people who have no e-mail address.
 */
export interface WrittenIdMember {
  /**
   * Kinde's user id, as the plan shows it for people who have no e-mail address.
   */
  id: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * All people of a group, with the roles that each of them gets. Until and reason apply to each of them.
 */
export interface WrittenGroupReference {
  /**
   * The name of a group that is defined under groups, in any of the files.
   */
  group: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * One organization. The strongest of default, code, externalId, handle and name says which one in Kinde is meant; the weaker ones are desired values.
 */
export interface WrittenOrganization {
  /**
   * Write true for the environment's default organization, whatever its code. At most one entry has it.
   */
  default?: true;
  /**
   * Kinde's code of an existing organization. Kinde assigns codes; an unknown code is an error.
   */
  code?: string;
  /**
   * Your own id of the organization, the same in staging and production. If no organization has it, one is created with it.
   */
  externalId?: string;
  /**
   * The organization's handle, unique in Kinde. Beside default, code or externalId it is the desired handle; null empties it.
   */
  handle?: string | null;
  /**
   * The organization's name. Beside default, code, externalId or handle it is the desired name.
   */
  name?: string;
  /**
   * Whether anyone with the organization's code can register into it. If true, an entry with members must also set membership. Absent: not managed.
   */
  allowRegistrations?: boolean;
  /**
   * Kinde's allowed domains: only addresses of these may register where registrations are allowed. []: any address. Absent: not managed. Kinde's plan must include it.
   *
   * Items: The part of an address after the @, for example globex.com; subdomains are separate.
   */
  registrationDomains?: string[];
  /**
   * This organization's values of feature flags, by flag key; null restores the environment's value. A flag must exist in Kinde and take the type of the value; other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in this organization, of the flag's own type; null for the environment's.
     */
    [k: string]: boolean | number | string | null;
  };
  /**
   * This organization's values of properties, by property key. A property must exist in Kinde; other properties are not managed. A value can be replaced, and Kinde cannot delete it. The plan does not show values of private properties.
   */
  properties?: {
    /**
     * The property's value in this organization: text, in quotes if it looks like a number, true or false.
     */
    [k: string]: string;
  };
  /**
   * exact: the list is complete, and anyone else is removed from the organization, never deleted from Kinde. additive: people are only added. Required where registrations are allowed.
   */
  membership?: 'exact' | 'additive';
  /**
   * The rule for a listed address that nobody in Kinde has. create: the person is created. invite: an invitation with the roles is mailed, once. refuse: it is an error.
   */
  newcomers?: 'create' | 'invite' | 'refuse';
  /**
   * Domains that members' addresses must have; a member of another domain is an error. Members given by id are exempt.
   *
   * Items: A domain, for example globex.com, without its subdomains.
   */
  allowedEmailDomains?: string[];
  /**
   * The members of the organization: addresses, people with roles, groups. Absent: not managed. []: no members.
   */
  members?: WrittenMember[];
}
