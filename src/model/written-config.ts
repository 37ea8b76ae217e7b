// The types of a configuration file as a user writes it, before validation. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.

/**
 * The key of a role that exists in Kinde, not its name.
 */
export type RoleKey = string;
/**
 * A person by email address or by Kinde's user id, or a group.
 */
export type WrittenMember = WrittenAddress | WrittenEmailMember | WrittenIdMember | WrittenGroupReference;
/**
 * An email address. It finds the person who has it as one of their addresses. Upper and lower case make no difference. If no person has it, newcomers decides.
 */
export type WrittenAddress = string;
/**
 * Keys of the person's roles in this organization: exactly these. []: none. Absent: not managed.
 */
export type Roles = RoleKey[];
/**
 * The last day of this entry (YYYY-MM-DD, UTC). The first apply after that day removes the person, even from an additive organization, unless another entry lists them. Absent: no end.
 */
export type Until = string;
/**
 * Why the person belongs. Plans and reports show it. Kinde does not store it.
 */
export type Reason = string;
/**
 * A person who belongs to no organization: an email address, or { id: kp_… } if several people have the address.
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
 * A kinde-sync configuration file, version 1: who belongs to which organization in Kinde, and who may sign up.
 */
export interface WrittenConfig {
  /**
   * The version of the configuration format. Every file must have it, including each file of a folder.
   */
  version: 1;
  environment?: WrittenEnvironment;
  business?: WrittenBusiness;
  safety?: WrittenSafety;
  /**
   * Named lists of people. To use a group, write { group: name } under members. Its entries are like those of members, so it may contain other groups. Each name is defined once, in any of the files.
   */
  groups?: {
    /**
     * The people of this group, by address or by id, and the groups in it.
     */
    [k: string]: WrittenMember[];
  };
  /**
   * People who belong to no organization. kinde-sync removes them from every organization, including those that no file names. It never creates them. Default: none.
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
   * The code of the environment, as the first line of a plan shows it. This is a lock: kinde-sync refuses to run against any other environment. Absent: no lock.
   */
  code?: string;
  signUp?: WrittenSignUp;
  /**
   * The number of days after which a plan shows an attested switch again. Default: 90.
   */
  attestedFor?: number;
  /**
   * Whether people may (optional) or must (mandatory) sign in with a passkey. Absent: not managed.
   */
  passkeys?: 'off' | 'optional' | 'mandatory';
  /**
   * The environment's values of feature flags, by the key of the flag. A flag must exist in Kinde, and the value must have its type. Other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in the environment. It has the type of the flag.
     */
    [k: string]: boolean | number | string;
  };
}
/**
 * Switches that a person sets in Kinde's dashboard, since the API can neither read nor write them. A plan shows each switch until a person attests it.
 */
export interface WrittenSignUp {
  /**
   * Whether people may sign up by themselves. In Kinde: Settings > Environment > Policies > Allow self-sign up. If true, at least one organization should allow registrations. Absent: not managed.
   */
  allowSelfSignUp?: boolean;
  /**
   * Whether people who sign up without an organization join the default one. In Kinde: the Policies page of the default organization. Absent: not managed.
   */
  signUpToDefaultOrganization?: boolean;
  /**
   * Whether people may create an organization when they sign up. In Kinde: Settings > Environment > Policies > Allow organization creation on sign up. Absent: not managed.
   */
  allowOrganizationCreation?: boolean;
}
/**
 * Roles and permissions. Kinde shares them between all environments of a business. kinde-sync creates and updates the listed ones, and never deletes any.
 */
export interface WrittenBusiness {
  /**
   * The code of the one environment from which kinde-sync changes roles and permissions. Required. In other environments, a plan only names the differences.
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
   * The key identifies the permission. A changed key means another permission; the former one stays in Kinde.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Required to create the permission. Absent: not managed.
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
   * The key identifies the role. A changed key means another role; members keep the former one.
   */
  key: string;
  /**
   * The name in Kinde's dashboard. Required to create the role. Absent: not managed.
   */
  name?: string;
  /**
   * The description in Kinde's dashboard. Absent: not managed.
   */
  description?: string;
  /**
   * The keys of the role's permissions: exactly these. []: none. Absent: not managed. If a plan takes a permission away, it says how many people hold the role.
   *
   * Items: The key of a permission that the files or Kinde have.
   */
  permissions?: string[];
}
/**
 * Limits that every plan must meet.
 */
export interface WrittenSafety {
  /**
   * People whom kinde-sync never removes from an organization: an email address, or "*@domain" in quotes for all addresses of a domain. Default: none.
   *
   * Items: An email address, or "*@domain" for all addresses of a domain.
   */
  protect?: string[];
  maxRemovals?: WrittenMaxRemovals;
  maxRemovedPeople?: WrittenMaxRemovedPeople;
  /**
   * Keys of roles. kinde-sync refuses a plan in which an organization loses the last holder of one of them. Default: none.
   */
  keepHolder?: RoleKey[];
  /**
   * The rule for organizations in Kinde that no file names. ignore: the plan counts them. warn: it names them. refuse: kinde-sync refuses the plan. Default: ignore.
   */
  unmanagedOrganizations?: 'ignore' | 'warn' | 'refuse';
  /**
   * The number of invitations that one apply may mail. kinde-sync refuses a plan with more, unless --allow-invitations N gives the exact number. Default: 20.
   */
  maxInvitations?: number;
  /**
   * Whose sessions apply ends after a removal. never: no one's. lastAccess: those of people whom it leaves in no organization. always: those of everyone whom it removes from an organization. This signs them out of every application. Default: never.
   */
  endSessions?: 'never' | 'lastAccess' | 'always';
  /**
   * Codes of warnings. kinde-sync refuses a plan with such a warning. Default: none.
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
   * Keys of roles. A member who gets one of them in the files needs a reason. Default: none.
   */
  requireReason?: RoleKey[];
}
/**
 * kinde-sync refuses a plan that removes from an organization more people than the larger of count and percent, or everyone. --allow-removals N approves the plan, with the exact number of all its removals.
 */
export interface WrittenMaxRemovals {
  /**
   * The number of people that an organization may lose in one plan. Default: 5.
   */
  count?: number;
  /**
   * The percentage of its members that an organization may lose in one plan, rounded down to whole people. Default: 25.
   */
  percent?: number;
}
/**
 * How many different people one plan may remove from organizations: the larger of count and percent. kinde-sync refuses a plan with more, unless --allow-removals N gives the exact number of all removals.
 */
export interface WrittenMaxRemovedPeople {
  /**
   * The number of different people that one plan may remove. Default: 20.
   */
  count?: number;
  /**
   * The percentage of the people in managed organizations that one plan may remove, rounded down to whole people. Default: 10.
   */
  percent?: number;
}
/**
 * A person by email address, with roles, and with names for a person who is created.
 */
export interface WrittenEmailMember {
  email: WrittenAddress;
  /**
   * The first name, used only to create or invite the person.
   */
  firstName?: string;
  /**
   * The last name, used only to create or invite the person.
   */
  lastName?: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * A person by Kinde's user id, for people without an email address.
 */
export interface WrittenIdMember {
  /**
   * Kinde's user id. The plan shows it for people without an email address.
   */
  id: string;
  roles?: Roles;
  until?: Until;
  reason?: Reason;
}
/**
 * All people of a group. roles, until and reason apply to each of them.
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
 * One organization. The strongest key that is present selects it in Kinde, in the order default, code, externalId, handle, name. The weaker keys are then desired values.
 */
export interface WrittenOrganization {
  /**
   * Write true for the environment's default organization, whatever its code. At most one entry has it.
   */
  default?: true;
  /**
   * Kinde's code of an existing organization. Kinde assigns codes, so an unknown code is an error.
   */
  code?: string;
  /**
   * Your own id of the organization. It can be the same in staging and production. kinde-sync creates the organization if Kinde has none with it.
   */
  externalId?: string;
  /**
   * The organization's handle, unique in Kinde. With default, code or externalId, it is a desired value, and null empties it. Absent: not managed.
   */
  handle?: string | null;
  /**
   * The organization's name. With default, code, externalId or handle, it is a desired value. Absent: not managed.
   */
  name?: string;
  /**
   * Whether people who know the organization's code can register and join it. If true, an entry with members must also set membership. Absent: not managed.
   */
  allowRegistrations?: boolean;
  /**
   * Kinde's allowed domains: only people with addresses of these domains can register. []: any address. Your subscription at Kinde must include this. Absent: not managed.
   *
   * Items: The part of an address after the @, for example globex.com. It does not cover subdomains.
   */
  registrationDomains?: string[];
  /**
   * This organization's values of feature flags, by the key of the flag. null restores the environment's value. A flag must exist in Kinde, and the value must have its type. Other flags are not managed.
   */
  featureFlags?: {
    /**
     * The flag's value in this organization. It has the type of the flag; null restores the environment's value.
     */
    [k: string]: boolean | number | string | null;
  };
  /**
   * This organization's values of properties, by the key of the property. A property must exist in Kinde. Kinde can replace a value, but not delete it. Other properties are not managed. The text of a plan hides values of private properties.
   */
  properties?: {
    /**
     * The property's value in this organization. It is text: put a number, true and false in quotes.
     */
    [k: string]: string;
  };
  /**
   * exact: the list of members is complete, and everyone else is removed from the organization and stays in Kinde. additive: people are only added. Required where registrations are allowed. Default: exact.
   */
  membership?: 'exact' | 'additive';
  /**
   * The rule for a listed address that no person in Kinde has. create: kinde-sync creates the person. invite: it mails one invitation with the roles. refuse: the address is an error. Default: create.
   */
  newcomers?: 'create' | 'invite' | 'refuse';
  /**
   * Domains for the addresses of members. A member with an address of another domain is an error. Members given by id are exempt. Absent: any domain.
   *
   * Items: A domain, for example globex.com. It does not cover subdomains.
   */
  allowedEmailDomains?: string[];
  /**
   * The members of the organization: addresses, people with roles, and groups. []: no members. Absent: not managed.
   */
  members?: WrittenMember[];
}
