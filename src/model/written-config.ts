// The types of a configuration file as a user writes it, before validation. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.

/**
 * The key of a role that exists in Kinde, not its name.
 */
export type RoleKey = string;
/**
 * A person, by email address or by Kinde's user id, or a group.
 */
export type WrittenMember = WrittenAddress | WrittenEmailMember | WrittenIdMember | WrittenGroupReference;
/**
 * An email address. It can be any address that the person has in Kinde. Upper and lower case make no difference. If no person has the address, the rule in newcomers applies.
 */
export type WrittenAddress = string;
/**
 * The keys of all roles that the person has in this organization. []: none. Absent: not managed.
 */
export type Roles = RoleKey[];
/**
 * The last day of this entry (YYYY-MM-DD, UTC). The first apply after that day removes the person, even from an additive organization, unless another entry lists them. Absent: no end.
 */
export type Until = string;
/**
 * The reason why the person is a member. Plans and reports show it. Kinde does not store it.
 */
export type Reason = string;
/**
 * A person who must not be in any organization: an email address or { id: kp_… }. Use the id if several people have the address.
 */
export type WrittenLeaver =
  | string
  | {
      /**
       * Kinde's user id for the person.
       */
      id: string;
    };

/**
 * A kinde-sync configuration file, version 1: who belongs to which organization in Kinde, and who may sign up.
 */
export interface WrittenConfig {
  /**
   * The version of the configuration format. Every file must state it, including each file in a folder.
   */
  version: 1;
  environment?: WrittenEnvironment;
  business?: WrittenBusiness;
  safety?: WrittenSafety;
  /**
   * Named lists of people. To use a group, write { group: name } under members. A group takes the same entries as members, so it can contain other groups. Across all files, each name can be defined only once.
   */
  groups?: {
    /**
     * The people in this group, by address or by id, and other groups.
     */
    [k: string]: WrittenMember[];
  };
  /**
   * People who must not be in any organization. kinde-sync removes them from every organization, including those that no file names. It never creates them. Default: none.
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
   * The code of the Kinde environment. The first line of a plan shows it. The code acts as a lock: kinde-sync refuses to run against any other environment. Absent: no lock.
   */
  code?: string;
  signUp?: WrittenSignUp;
  /**
   * The number of days for which the attestation of a sign-up switch is valid. After that, a plan shows the switch again. Default: 90.
   */
  attestedFor?: number;
  /**
   * The rule for signing in with a passkey. off: people can't. optional: people can. mandatory: people must. Absent: not managed.
   */
  passkeys?: 'off' | 'optional' | 'mandatory';
  /**
   * The environment's feature flags: the key of each flag, with its value. Each flag must exist in Kinde, and each value must have the type of its flag. Other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in the environment. It must have the flag's type.
     */
    [k: string]: boolean | number | string;
  };
}
/**
 * Switches that a person sets in Kinde's dashboard, because the API can neither read nor write them. A plan shows each switch until a person confirms it with kinde-sync attest.
 */
export interface WrittenSignUp {
  /**
   * Whether people may sign up by themselves. In Kinde: Settings > Environment > Policies > Allow self-sign up. If true, at least one organization should allow registrations. Absent: not managed.
   */
  allowSelfSignUp?: boolean;
  /**
   * Whether people who sign up without an organization join the default organization. In Kinde: the Policies page of the default organization. Absent: not managed.
   */
  signUpToDefaultOrganization?: boolean;
  /**
   * Whether people may create an organization when they sign up. In Kinde: Settings > Environment > Policies > Allow organization creation on sign up. Absent: not managed.
   */
  allowOrganizationCreation?: boolean;
}
/**
 * Roles and permissions, which all environments of a business in Kinde share. kinde-sync creates and updates those that are listed, and never deletes any.
 */
export interface WrittenBusiness {
  /**
   * Required. The code of the environment that manages roles and permissions: kinde-sync changes them only when it runs against this environment. In other environments, a plan only reports the differences.
   */
  managedFrom?: string;
  /**
   * The permissions to manage. Other permissions are not managed.
   */
  permissions?: WrittenPermission[];
  /**
   * The roles to manage. Other roles are not managed.
   */
  roles?: WrittenRole[];
}
/**
 * A permission of the business. Roles contain permissions.
 */
export interface WrittenPermission {
  /**
   * The key that identifies the permission. If you change the key, the entry refers to a different permission, and the former one stays in Kinde.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Required for a permission that does not exist yet. Absent: not managed.
   */
  name?: string;
  /**
   * The description in Kinde's dashboard. Absent: not managed.
   */
  description?: string;
}
/**
 * A role of the business. A member holds a role in one organization.
 */
export interface WrittenRole {
  /**
   * The key that identifies the role. If you change the key, the entry refers to a different role, and members keep the former one.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Required for a role that does not exist yet. Absent: not managed.
   */
  name?: string;
  /**
   * The description in Kinde's dashboard. Absent: not managed.
   */
  description?: string;
  /**
   * The keys of all permissions that the role has. []: none. Absent: not managed. If a plan takes a permission away from the role, it says how many people hold the role.
   *
   * Items: The key of a permission that exists in the files or in Kinde.
   */
  permissions?: string[];
}
/**
 * Limits and other rules for plan and apply.
 */
export interface WrittenSafety {
  /**
   * People whom kinde-sync never removes from an organization. List email addresses, or "*@domain" in quotes for all addresses of a domain. Default: none.
   *
   * Items: An email address, or "*@domain" for all addresses of a domain.
   */
  protect?: string[];
  maxRemovals?: WrittenMaxRemovals;
  maxRemovedPeople?: WrittenMaxRemovedPeople;
  /**
   * Keys of roles. kinde-sync refuses a plan in which an organization loses the last person who holds one of these roles. Default: none.
   */
  keepHolder?: RoleKey[];
  /**
   * The rule for organizations in Kinde that no file names. ignore: the plan only counts them. warn: the plan also warns about them and names them. refuse: kinde-sync refuses the plan. Default: ignore.
   */
  unmanagedOrganizations?: 'ignore' | 'warn' | 'refuse';
  /**
   * The number of invitations that one apply may send. kinde-sync refuses a plan with more, unless --allow-invitations N gives their exact number. Default: 20.
   */
  maxInvitations?: number;
  /**
   * The rule for open sessions of people whom `apply` removes. never: `apply` ends none. lastAccess: `apply` ends the sessions of people who are in no organization afterwards. always: `apply` ends the sessions of everyone whom it removes from an organization. A person whose sessions end is signed out of every application. Default: never.
   */
  endSessions?: 'never' | 'lastAccess' | 'always';
  /**
   * Codes of warnings. kinde-sync refuses a plan that has one of these warnings. Default: none.
   *
   * Items: The code of a warning in a plan.
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
   * Keys of roles. The files must state a reason for each member to whom they give one of these roles. Default: none.
   */
  requireReason?: RoleKey[];
}
/**
 * How many people one organization may lose in one plan: the larger of count and percent. kinde-sync refuses a plan that removes more people, or everyone, unless --allow-removals N gives the exact number of all removals.
 */
export interface WrittenMaxRemovals {
  /**
   * The number of people that one organization may lose in one plan. Default: 5.
   */
  count?: number;
  /**
   * The percentage of its members that one organization may lose in one plan, rounded down to whole people. Default: 25.
   */
  percent?: number;
}
/**
 * How many different people one plan may remove from organizations: the larger of count and percent. kinde-sync refuses a plan that removes more, unless --allow-removals N gives the exact number of all removals.
 */
export interface WrittenMaxRemovedPeople {
  /**
   * The number of different people that one plan may remove. Default: 20.
   */
  count?: number;
  /**
   * The percentage of all people in managed organizations that one plan may remove, rounded down to whole people. Default: 10.
   */
  percent?: number;
}
/**
 * A person, by email address. kinde-sync uses firstName and lastName only to create or invite the person.
 */
export interface WrittenEmailMember {
  email: WrittenAddress;
  /**
   * The person's first name. kinde-sync uses it only to create or invite the person.
   */
  firstName?: string;
  /**
   * The person's last name. kinde-sync uses it only to create or invite the person.
   */
  lastName?: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * A person, by Kinde's user id, for example a person without an email address.
 */
export interface WrittenIdMember {
  /**
   * Kinde's user id for the person. If a member without an email address is not listed, a plan shows their id.
   */
  id: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * All people in a group. The keys roles, until and reason apply to each of them.
 */
export interface WrittenGroupReference {
  /**
   * The name of a group that one of the files defines under groups.
   */
  group: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * One organization. kinde-sync looks for the keys default, code, externalId, handle and name, in this order. The first one that is present selects the organization in Kinde. The others are values that kinde-sync sets.
 */
export interface WrittenOrganization {
  /**
   * Set it to true to select the environment's default organization, whatever its code. Only one entry can have this key.
   */
  default?: true;
  /**
   * Kinde's code for an existing organization. Only Kinde assigns codes, so an unknown code is an error.
   */
  code?: string;
  /**
   * Your own id for the organization, which can be the same in staging and production. If the entry also has default or code, kinde-sync sets this id. Otherwise the id selects the organization, and kinde-sync creates one if no organization has the id.
   */
  externalId?: string;
  /**
   * The organization's handle, which is unique in Kinde. If the entry also has default, code or externalId, kinde-sync sets this handle, and null clears it. Otherwise the handle selects the organization. Absent: not managed.
   */
  handle?: string | null;
  /**
   * The organization's name. If the entry also has default, code, externalId or handle, kinde-sync sets this name. Otherwise the name selects the organization. Absent: not managed.
   */
  name?: string;
  /**
   * Whether people who know the organization's code can register and join it. If true, an entry with members must also set membership. Absent: not managed.
   */
  allowRegistrations?: boolean;
  /**
   * The organization's allowed domains in Kinde: only people with an address in one of them can register. []: any address. Your Kinde subscription must include this feature. Absent: not managed.
   *
   * Items: The part of an address after the @, for example globex.com. It does not cover subdomains.
   */
  registrationDomains?: string[];
  /**
   * The organization's own feature flags: the key of each flag, with its value. null restores the environment's value. Each flag must exist in Kinde, and each value must have the type of its flag. Other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in this organization. It must have the flag's type; null restores the environment's value.
     */
    [k: string]: boolean | number | string | null;
  };
  /**
   * The organization's properties: the key of each property, with its value. Each property must exist in Kinde. kinde-sync can replace a value, but not delete it. Other properties are not managed. The text of a plan hides the values of private properties.
   */
  properties?: {
    /**
     * The property's value in this organization. It is a string, so put numbers, true and false in quotes.
     */
    [k: string]: string;
  };
  /**
   * exact: the list of members is complete. kinde-sync removes everyone else from the organization, but not from Kinde. additive: kinde-sync adds people, and removes only leavers and people whose last day has passed. Required for an entry with members if registrations are allowed. Default: exact.
   */
  membership?: 'exact' | 'additive';
  /**
   * The rule for a listed address that no person in Kinde has. create: kinde-sync creates the person. invite: kinde-sync emails the person one invitation, with the roles and names from the entry. refuse: the address is an error. Default: create.
   */
  newcomers?: 'create' | 'invite' | 'refuse';
  /**
   * The domains that addresses of members may have. An address in any other domain is an error. Members listed by id are exempt. Absent: any domain.
   *
   * Items: A domain, for example globex.com. It does not cover subdomains.
   */
  allowedEmailDomains?: string[];
  /**
   * The members of the organization: addresses, people with roles, and groups. []: no members. Absent: not managed.
   */
  members?: WrittenMember[];
}
