// Changes by hand, as a person makes them in the dashboard between two commands of kinde-sync: what there is to do.
import type { PasskeyPolicy } from '../model/desired.js';
import type {
  SeedFeatureFlag,
  SeedInvitation,
  SeedOrganization,
  SeedPermission,
  SeedProperty,
  SeedRole,
  TimelessUser,
} from './seed.js';

export type OrganizationFields = Partial<
  Pick<
    SeedOrganization,
    'name' | 'handle' | 'externalId' | 'allowRegistrations' | 'allowedDomains' | 'isSuspended'
  >
>;

/**
 * What a person can do in the dashboard. `organization` is a code, external id, handle or name; `user` an id or
 * any address. Everything throws `UsageError` where there is no such thing.
 */
export interface TenantEditor {
  /** Returns the new user id. */
  addUser(user: TimelessUser): string;
  changeUser(user: string, fields: Omit<TimelessUser, 'id'>): void;
  /** Removes the person everywhere. */
  deleteUser(user: string): void;
  /** Returns the new code. */
  addOrganization(organization: Omit<SeedOrganization, 'members' | 'isDefault'>): string;
  changeOrganization(organization: string, fields: OrganizationFields): void;
  /** Null takes the organization's own value away: the environment's is inherited again. */
  setOrganizationFlag(organization: string, key: string, value: string | null): void;
  setOrganizationProperty(organization: string, key: string, value: string): void;
  /** Returns the code of the invitation. */
  addInvitation(organization: string, invitation: SeedInvitation): string;
  /** As the invited person, or whoever revokes it, does. */
  endInvitation(organization: string, email: string, state: 'accepted' | 'revoked'): void;
  deleteOrganization(organization: string): void;
  addMember(organization: string, user: string, roles?: readonly string[]): void;
  removeMember(organization: string, user: string): void;
  /** Sets the roles of a member to exactly these. */
  setRoles(organization: string, user: string, roles: readonly string[]): void;
  /** Suspends a member in this organization alone, or ends that. */
  suspendMember(organization: string, user: string, isSuspended?: boolean): void;
  /** Adds a role, or replaces the one of this key. */
  addRole(role: SeedRole): void;
  /** Removes the role and takes it from everybody who holds it. */
  deleteRole(key: string): void;
  /** Adds a permission, or replaces the one of this key. */
  addPermission(permission: SeedPermission): void;
  /** Removes the permission and takes it from every role. */
  deletePermission(key: string): void;
  addProperty(property: SeedProperty): void;
  setFeatureFlag(key: string, flag: SeedFeatureFlag): void;
  deleteFeatureFlag(key: string): void;
  setPasskeys(policy: PasskeyPolicy): void;
  setEnvironment(environment: { readonly code: string; readonly name: string }): void;
}
