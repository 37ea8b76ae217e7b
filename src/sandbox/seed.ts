// The plain JSON form of everything the sandbox holds: what it starts from and what a snapshot gives back.
// Types only, so that scenarios and tests can share it without loading the sandbox.
import type { PasskeyPolicy } from '../model/desired.js';

export interface SeedPermission {
  readonly id?: string;
  readonly key: string;
  readonly name?: string;
  readonly description?: string | null;
}

export interface SeedRole {
  readonly id?: string;
  readonly key: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly isDefault?: boolean;
  /** Keys of permissions. */
  readonly permissions?: readonly string[];
  /** Keys of system permissions: what its holders may do in the self-serve portal. */
  readonly systemPermissions?: readonly string[];
}

/** The definition of a property. */
export interface SeedProperty {
  readonly id?: string;
  readonly key: string;
  readonly name?: string;
  readonly isPrivate?: boolean;
  /** Of what it is a property; `org` if absent. */
  readonly context?: 'org' | 'usr' | 'app';
}

export interface SeedInvitation {
  readonly email: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** Role keys. */
  readonly roles?: readonly string[];
  /** Whether it was mailed; true if absent. */
  readonly isSent?: boolean;
  /** `pending` if absent. */
  readonly state?: 'pending' | 'accepted' | 'revoked';
}

/** When something happened: in ISO 8601, or as `12 days ago`, which is reckoned from the sandbox's own clock. */
export type SeedTime = string;

/** What Kinde may tell of times. They are no part of a snapshot: tenants that differ in nothing else are equal. */
interface SeedMemberTimes {
  /** Absent: when the sandbox began. Null: Kinde does not say. */
  readonly joinedOn?: SeedTime | null;
  /** Absent or null: Kinde does not say. */
  readonly lastAccessedOn?: SeedTime | null;
}

interface SeedUserTimes {
  /** Absent: when the sandbox began. Null: Kinde does not say. */
  readonly createdOn?: SeedTime | null;
  /** Absent or null: Kinde does not say. */
  readonly lastSignedIn?: SeedTime | null;
  /** Absent: 0 for somebody without `lastSignedIn`, else 1. Null: Kinde does not say. */
  readonly signIns?: number | null;
  /** The last sign-in to each organization, by its code. */
  readonly lastSignIns?: Readonly<Record<string, SeedTime>>;
}

export interface SeedMember extends SeedMemberTimes {
  /** A user id, or any e-mail address of the person. */
  readonly user: string;
  /** Role keys. */
  readonly roles?: readonly string[];
  /** Suspended in this organization alone; a suspended user is so in all of them. */
  readonly isSuspended?: boolean;
}

export interface SeedOrganization {
  readonly code?: string;
  readonly name: string;
  readonly handle?: string | null;
  readonly externalId?: string | null;
  /** Without any default in the seed, the first organization is it. */
  readonly isDefault?: boolean;
  readonly allowRegistrations?: boolean;
  /** Bare domains: who may register where registrations are allowed; empty for anyone. */
  readonly allowedDomains?: readonly string[];
  readonly isSuspended?: boolean;
  /** The organization's own values of the environment's feature flags, as text; the others are inherited. */
  readonly featureFlags?: Readonly<Record<string, string>>;
  /** Values by the key of a property. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly invitations?: readonly SeedInvitation[];
  readonly members?: readonly SeedMember[];
}

export interface SeedUser extends SeedUserTimes {
  readonly id?: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** The first is the preferred one. */
  readonly emails?: readonly string[];
  readonly phone?: string | null;
  readonly username?: string | null;
  readonly isSuspended?: boolean;
  /** How many sessions are active; 0 if absent. */
  readonly sessions?: number;
}

/** The value is text whatever the type; that of `json` is a JSON object or list. */
export interface SeedFeatureFlag {
  readonly type: 'str' | 'int' | 'bool' | 'json';
  readonly value: string;
}

export interface SandboxSeed {
  readonly environment?: { readonly code: string; readonly name: string };
  readonly passkeys?: PasskeyPolicy;
  readonly featureFlags?: Readonly<Record<string, SeedFeatureFlag>>;
  readonly permissions?: readonly SeedPermission[];
  readonly roles?: readonly SeedRole[];
  readonly properties?: readonly SeedProperty[];
  readonly organizations?: readonly SeedOrganization[];
  readonly users?: readonly SeedUser[];
}

/** A person without times, which nobody sets by hand. */
export type TimelessUser = Omit<SeedUser, keyof SeedUserTimes>;

/** Every field of a row; the named ones only where something is set. */
type Filled<Row, Optional extends keyof Row> = Required<Omit<Row, Optional>> & Pick<Row, Optional>;

export type SnapshotMember = Filled<Omit<SeedMember, keyof SeedMemberTimes>, 'isSuspended'>;
export type SnapshotRole = Filled<SeedRole, 'description' | 'permissions' | 'systemPermissions'>;
export type SnapshotUser = Filled<TimelessUser, 'sessions'>;

/**
 * A seed with every field filled but times, and but what has nothing set: suspensions, flags, properties, invitations
 * and their like. People are named by id, lists are sorted, nothing is left to a default.
 */
export interface SandboxSnapshot extends SandboxSeed {
  readonly environment: { readonly code: string; readonly name: string };
  readonly passkeys: PasskeyPolicy;
  readonly featureFlags: Readonly<Record<string, SeedFeatureFlag>>;
  readonly permissions?: readonly Required<SeedPermission>[];
  readonly roles: readonly SnapshotRole[];
  readonly properties?: readonly Required<SeedProperty>[];
  readonly organizations: readonly SnapshotOrganization[];
  readonly users: readonly SnapshotUser[];
}

type OftenNothing = 'allowedDomains' | 'isSuspended' | 'featureFlags' | 'properties' | 'invitations';

export interface SnapshotOrganization extends Filled<
  Omit<SeedOrganization, 'members' | 'invitations'>,
  Exclude<OftenNothing, 'invitations'>
> {
  readonly invitations?: readonly Required<SeedInvitation>[];
  readonly members: readonly SnapshotMember[];
}
