// The rows of an environment, one interface for each kind. Types only.
import type { SeedFeatureFlag, SeedInvitation } from '../seed.js';
import type { Register } from './register.js';

/** A flag with the environment's value; `defaultValue` holds where the environment has none of its own. */
export type FeatureFlag = Required<SeedFeatureFlag>;

export interface Permission {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
}

export interface Role {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly isDefault: boolean;
  /** Keys of permissions. */
  readonly permissions: readonly string[];
  /** Keys of system permissions, which hold in the self-serve portal. */
  readonly systemPermissions: readonly string[];
}

/** The definition of a property; its values stand in the organizations. */
export interface Property {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly context: 'org' | 'usr' | 'app';
}

/** A category that properties belong to. */
export interface Category {
  readonly id: string;
  readonly name: string;
  readonly context: Property['context'];
}

/** An authentication connection of the environment. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly strategy: string;
}

export interface User {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** The addresses as written; the first is the preferred one. */
  readonly emails: readonly string[];
  readonly phone: string | null;
  readonly username: string | null;
  readonly isSuspended: boolean;
  readonly providedId: string | null;
  /** In ISO 8601; null if Kinde gives no time. */
  readonly createdOn: string | null;
  /** Absent for users created in the sandbox, since no user ever signs in there. */
  readonly signedIn?: SignedIn;
  /** The number of active sessions; absent for none. */
  readonly sessions?: number;
  /** When the ended sessions ended, in ISO 8601; absent for none. */
  readonly endedSessions?: readonly string[];
}

export interface SignedIn {
  readonly last: string | null;
  /** The number of sign-ins; null if Kinde gives no number. */
  readonly count: number | null;
  /** By organization code. */
  readonly lastByOrganization: ReadonlyMap<string, string>;
}

export interface Member {
  readonly userId: string;
  /** Role keys. */
  readonly roles: readonly string[];
  /** Keys of permissions that the member has without a role; absent for none. */
  readonly permissions?: readonly string[];
  /** Suspended in this organization alone; absent for no. A suspended user is suspended in every one. */
  readonly isSuspended?: boolean;
  /** In ISO 8601; null if Kinde gives no time. */
  readonly joinedOn: string | null;
  readonly lastAccessedOn?: string | null;
}

export interface Invitation extends Required<SeedInvitation> {
  readonly id: string;
  readonly code: string;
  /** In ISO 8601. */
  readonly createdOn: string;
}

export interface Organization {
  readonly code: string;
  readonly name: string;
  readonly handle: string | null;
  readonly externalId: string | null;
  readonly isDefault: boolean;
  readonly allowRegistrations: boolean;
  /** The domains whose addresses may register if registrations are allowed; empty for any address. */
  readonly allowedDomains: readonly string[];
  readonly isSuspended: boolean;
  readonly createdOn: string;
  /** By user id. */
  readonly members: Register<Member>;
  /** The organization's own values of the environment's flags, by key. */
  readonly flagOverrides: ReadonlyMap<string, string>;
  /** Values by the key of a property. */
  readonly properties: ReadonlyMap<string, string>;
  /** Names of the connections that are switched on. */
  readonly connections: readonly string[];
  readonly hasDirectory: boolean;
  /** By code, in the order of sending; revoked and accepted ones included. */
  readonly invitations: ReadonlyMap<string, Invitation>;
}

export interface RoleHolder {
  readonly userId: string;
  readonly organizationCodes: readonly string[];
}

export type IdentityType = 'email' | 'phone' | 'username';
