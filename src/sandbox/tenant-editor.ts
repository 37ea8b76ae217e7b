// The changes that a person makes by hand in the dashboard between two commands of kinde-sync. Types only.
import type { PasskeyPolicy } from '../model/desired.js';
import type {
  SeedConnection,
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
    | 'name'
    | 'handle'
    | 'externalId'
    | 'allowRegistrations'
    | 'allowedDomains'
    | 'isSuspended'
    | 'hasDirectory'
  >
>;

/**
 * The dashboard's changes. `organization` is a code, external id, handle or name; `user` is an id or any address. Each
 * throws `UsageError` (`unknown-in-sandbox`) for a missing row.
 */
export interface TenantEditor {
  /** Returns the new user id. */
  addUser(user: TimelessUser): string;
  changeUser(user: string, fields: Omit<TimelessUser, 'id'>): void;
  /** Removes the person from the environment and every organization. */
  deleteUser(user: string): void;
  /** Returns the new code. */
  addOrganization(organization: Omit<SeedOrganization, 'members' | 'isDefault'>): string;
  changeOrganization(organization: string, fields: OrganizationFields): void;
  /** Null removes the organization's own value, so that it inherits the environment's again. */
  setOrganizationFlag(organization: string, key: string, value: string | null): void;
  setOrganizationProperty(organization: string, key: string, value: string): void;
  /** Returns the code of the invitation. */
  addInvitation(organization: string, invitation: SeedInvitation): string;
  /** The invited person signs up, or in, and becomes a member with the roles. Returns the user id. */
  acceptInvitation(organization: string, email: string): string;
  /** Ends a pending invitation: its person accepts it, or an admin revokes it. */
  endInvitation(organization: string, email: string, state: 'accepted' | 'revoked'): void;
  deleteOrganization(organization: string): void;
  addMember(organization: string, user: string, roles?: readonly string[]): void;
  removeMember(organization: string, user: string): void;
  /** Sets the roles of a member to exactly these. */
  setRoles(organization: string, user: string, roles: readonly string[]): void;
  /** Suspends a member in this organization alone, or ends the suspension. */
  suspendMember(organization: string, user: string, isSuspended?: boolean): void;
  /** Adds a role, or replaces the one of this key. */
  addRole(role: SeedRole): void;
  /** Removes the role, also from its holders. */
  deleteRole(key: string): void;
  /** Adds a permission, or replaces the one of this key. */
  addPermission(permission: SeedPermission): void;
  /** Removes the permission, also from every role. */
  deletePermission(key: string): void;
  addProperty(property: SeedProperty): void;
  /** Adds a connection to the environment; no organization has it switched on. */
  addConnection(connection: SeedConnection): void;
  /** Switches on exactly these connections of an organization, by name. */
  setConnections(organization: string, names: readonly string[]): void;
  setFeatureFlag(key: string, flag: SeedFeatureFlag): void;
  deleteFeatureFlag(key: string): void;
  setPasskeys(policy: PasskeyPolicy): void;
  setEnvironment(environment: { readonly code: string; readonly name: string }): void;
}
