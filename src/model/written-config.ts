// What a user writes in a configuration file, before it means anything. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.

/**
 * The key of a role in Kinde.
 */
export type RoleKey = string;
/**
 * A person by e-mail address or by Kinde's user id.
 */
export type WrittenGroupMember = WrittenAddress | WrittenEmailMember | WrittenIdMember;
/**
 * An e-mail address.
 */
export type WrittenAddress = string;
/**
 * Role keys. Absent: roles are left alone. Present: exactly these.
 */
export type Roles = RoleKey[];
/**
 * A person by e-mail address or by Kinde's user id, or a group.
 */
export type WrittenMember = WrittenAddress | WrittenEmailMember | WrittenIdMember | WrittenGroupReference;

/**
 * A kinde-sync configuration file, version 1: who may sign up to and who belongs to which organization in Kinde. What is absent is left alone.
 */
export interface WrittenConfig {
  /**
   * The version of the configuration format. Required in every file.
   */
  version: 1;
  environment?: WrittenEnvironment;
  safety?: WrittenSafety;
  /**
   * Named lists of people, used inside members as { group: name }. A group holds people, not other groups.
   */
  groups?: {
    [k: string]: WrittenGroupMember[];
  };
  /**
   * The organizations to manage. One that is not listed is left alone.
   */
  organizations?: WrittenOrganization[];
}
/**
 * What holds for the whole Kinde environment.
 */
export interface WrittenEnvironment {
  /**
   * A lock: kinde-sync refuses to run against an environment with any other code.
   */
  code?: string;
  signUp?: WrittenSignUp;
  /**
   * For how many days it counts that a person attested the switches under signUp; then they are shown again.
   */
  attestedFor?: number;
  /**
   * Whether people may or must sign in with a passkey.
   */
  passkeys?: 'off' | 'optional' | 'mandatory';
  /**
   * The environment's values of feature flags that exist in Kinde, by flag key. Flags that are not named are left alone.
   */
  featureFlags?: {
    [k: string]: boolean | number | string;
  };
}
/**
 * Switches that only a person can set in Kinde's dashboard. kinde-sync reminds of them until they are attested.
 */
export interface WrittenSignUp {
  /**
   * Settings > Environment > Policies > Allow self-sign up.
   */
  allowSelfSignUp?: boolean;
  /**
   * Sign users up to the default organization if one can't be detected (on the default organization's Policies page).
   */
  signUpToDefaultOrganization?: boolean;
  /**
   * Settings > Environment > Policies > Allow organization creation on sign up.
   */
  allowOrganizationCreation?: boolean;
}
/**
 * What kinde-sync must never do, whatever the lists say.
 */
export interface WrittenSafety {
  /**
   * People who are never removed from anything: an e-mail address, or *@domain for everybody of a domain.
   */
  protect?: string[];
  maxRemovals?: WrittenMaxRemovals;
  /**
   * Keys of roles of which an organization never loses its last holder.
   */
  keepHolder?: RoleKey[];
}
/**
 * What an organization may lose in one plan: the larger of the two, never everyone.
 */
export interface WrittenMaxRemovals {
  /**
   * Number of people.
   */
  count?: number;
  /**
   * Percent of the organization's members, rounded down.
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
}
/**
 * A person by Kinde's user id: for people who have no e-mail address.
 */
export interface WrittenIdMember {
  /**
   * Kinde's user id.
   */
  id: string;
  roles?: Roles;
}
/**
 * One organization. The strongest of default, code, externalId, handle and name says which one in Kinde is meant; the weaker ones are desired values.
 */
export interface WrittenOrganization {
  /**
   * The environment's default organization, whatever its code.
   */
  default?: true;
  /**
   * Kinde's code of an organization that exists.
   */
  code?: string;
  /**
   * Your own id of the organization. Created with it where no organization has it.
   */
  externalId?: string;
  /**
   * The organization's handle, unique in Kinde.
   */
  handle?: string;
  /**
   * The organization's name. Beside a stronger selector it is the desired name.
   */
  name?: string;
  /**
   * Whether anyone who has the organization's code may register into it.
   */
  allowRegistrations?: boolean;
  /**
   * exact: the list is the whole truth and anyone else is removed from the organization. additive: people are only added. Must be stated where registrations are allowed.
   */
  membership?: 'exact' | 'additive';
  /**
   * Domains that members' addresses must have; a member of another domain is an error.
   */
  allowedEmailDomains?: string[];
  /**
   * Who belongs to the organization. Absent: not managed. []: nobody.
   */
  members?: WrittenMember[];
}
/**
 * Everybody in a group, with roles that each of them gets in this organization.
 */
export interface WrittenGroupReference {
  /**
   * The name of a group from groups.
   */
  group: string;
  roles?: Roles;
}
