// What an environment is made of, one interface a kind of thing. Types only.
import type { SeedFeatureFlag, SeedInvitation } from '../seed.js';
import type { Register } from './register.js';

export type FeatureFlag = SeedFeatureFlag;

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
  /** Keys. */
  readonly permissions: readonly string[];
  /** Keys of what its holders may do in the self-serve portal. */
  readonly systemPermissions: readonly string[];
}

/** The definition of a property; values stand where it is set. */
export interface Property {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly context: 'org' | 'usr' | 'app';
}

export interface User {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** As written; the first is the preferred one. */
  readonly emails: readonly string[];
  readonly phone: string | null;
  readonly username: string | null;
  readonly isSuspended: boolean;
  readonly providedId: string | null;
  /** In ISO 8601; null where Kinde does not say. */
  readonly createdOn: string | null;
  /** Absent for those who were made here: nobody ever signs in to the sandbox. */
  readonly signedIn?: SignedIn;
  /** How many sessions are active; absent for none. */
  readonly sessions?: number;
}

export interface SignedIn {
  readonly last: string | null;
  /** How often; null where Kinde does not say. */
  readonly count: number | null;
  /** By organization code. */
  readonly lastByOrganization: ReadonlyMap<string, string>;
}

export interface Member {
  readonly userId: string;
  /** Role keys. */
  readonly roles: readonly string[];
  /** In this organization; absent for no. A suspended user is so in every one. */
  readonly isSuspended?: boolean;
  /** In ISO 8601; null where Kinde does not say. */
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
  /** Who may register where registrations are allowed; empty for anyone. */
  readonly allowedDomains: readonly string[];
  readonly isSuspended: boolean;
  readonly createdOn: string;
  /** By user id. */
  readonly members: Register<Member>;
  /** The organization's own values of the environment's flags, by key. */
  readonly flagOverrides: ReadonlyMap<string, string>;
  /** Values by the key of a property. */
  readonly properties: ReadonlyMap<string, string>;
  /** By code, in the order in which they were sent; revoked and accepted ones too. */
  readonly invitations: ReadonlyMap<string, Invitation>;
}

export interface RoleHolder {
  readonly userId: string;
  readonly organizationCodes: readonly string[];
}

export type IdentityType = 'email' | 'phone' | 'username';
