// The sandbox's content as plain JSON: a seed to start from, and a snapshot to compare. Types only, so that scenarios and
// tests share them without loading the sandbox.
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
  /** Keys of system permissions, which hold in the self-serve portal. */
  readonly systemPermissions?: readonly string[];
}

/** The definition of a property. */
export interface SeedProperty {
  readonly id?: string;
  readonly key: string;
  readonly name?: string;
  readonly isPrivate?: boolean;
  /** The kind of row that has the property; `org` if absent. */
  readonly context?: 'org' | 'usr' | 'app';
}

/** An authentication connection of the environment. */
export interface SeedConnection {
  readonly id?: string;
  readonly name: string;
  /** The name if absent. */
  readonly displayName?: string;
  /** Kinde's code of the identity provider; `saml:custom` if absent. */
  readonly strategy?: string;
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

/** A time in ISO 8601, or `12 days ago` by the sandbox's own clock. */
export type SeedTime = string;

/** The times that Kinde may tell. A snapshot leaves them out, so tenants that differ only in times are equal. */
interface SeedMemberTimes {
  /** Absent: the sandbox's start. Null: Kinde gives no time. */
  readonly joinedOn?: SeedTime | null;
  /** Absent or null: Kinde gives no time. */
  readonly lastAccessedOn?: SeedTime | null;
}

interface SeedUserTimes {
  /** Absent: the sandbox's start. Null: Kinde gives no time. */
  readonly createdOn?: SeedTime | null;
  /** Absent or null: Kinde gives no time. */
  readonly lastSignedIn?: SeedTime | null;
  /** Absent: 0 for a user without `lastSignedIn`, else 1. Null: Kinde gives no number. */
  readonly signIns?: number | null;
  /** The last sign-in to each organization, by organization code. */
  readonly lastSignIns?: Readonly<Record<string, SeedTime>>;
}

export interface SeedMember extends SeedMemberTimes {
  /** A user id, or any email address of the person. */
  readonly user: string;
  /** Role keys. */
  readonly roles?: readonly string[];
  /** Keys of permissions that the member has without a role. */
  readonly permissions?: readonly string[];
  /** Suspended in this organization alone; a suspended user is suspended in every one. */
  readonly isSuspended?: boolean;
}

export interface SeedOrganization {
  readonly code?: string;
  readonly name: string;
  readonly handle?: string | null;
  readonly externalId?: string | null;
  /** If no organization of the seed is the default, the first one becomes it. */
  readonly isDefault?: boolean;
  readonly allowRegistrations?: boolean;
  /** Bare domains whose addresses may register if registrations are allowed; empty for any address. */
  readonly allowedDomains?: readonly string[];
  readonly isSuspended?: boolean;
  /** The organization's own values of feature flags, as text; it inherits the others from the environment. */
  readonly featureFlags?: Readonly<Record<string, string>>;
  /** Values by the key of a property. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Names of the connections that are switched on. */
  readonly connections?: readonly string[];
  /** Whether a directory provisions the members; Kinde then refuses invitations. */
  readonly hasDirectory?: boolean;
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
  /** The number of active sessions; 0 if absent. */
  readonly sessions?: number;
}

/** A flag; its value is text for every type. The text of a `json` flag is a JSON object or list. */
export interface SeedFeatureFlag {
  readonly type: 'str' | 'int' | 'bool' | 'json';
  /** The environment's value. */
  readonly value: string;
  /** The definition's value, without the environment's own; the same if absent. A snapshot leaves it out. */
  readonly defaultValue?: string;
}

export interface SandboxSeed {
  readonly environment?: { readonly code: string; readonly name: string };
  readonly passkeys?: PasskeyPolicy;
  readonly featureFlags?: Readonly<Record<string, SeedFeatureFlag>>;
  readonly permissions?: readonly SeedPermission[];
  readonly roles?: readonly SeedRole[];
  readonly properties?: readonly SeedProperty[];
  readonly connections?: readonly SeedConnection[];
  readonly organizations?: readonly SeedOrganization[];
  readonly users?: readonly SeedUser[];
}

/** A user without times, which no dashboard sets. */
export type TimelessUser = Omit<SeedUser, keyof SeedUserTimes>;

/** A row with every field, except that the named ones may be absent. */
type Filled<Row, Optional extends keyof Row> = Required<Omit<Row, Optional>> & Pick<Row, Optional>;

export type SnapshotMember = Filled<Omit<SeedMember, keyof SeedMemberTimes>, 'permissions' | 'isSuspended'>;
export type SnapshotRole = Filled<SeedRole, 'description' | 'permissions' | 'systemPermissions'>;
export type SnapshotUser = Filled<TimelessUser, 'sessions'>;

/**
 * A seed with every field filled, except times and settings without a value, such as suspensions, flags and invitations.
 * People are named by id, and lists are sorted.
 */
export interface SandboxSnapshot extends SandboxSeed {
  readonly environment: { readonly code: string; readonly name: string };
  readonly passkeys: PasskeyPolicy;
  readonly featureFlags: Readonly<Record<string, SeedFeatureFlag>>;
  readonly permissions?: readonly Required<SeedPermission>[];
  readonly roles: readonly SnapshotRole[];
  readonly properties?: readonly Required<SeedProperty>[];
  readonly connections?: readonly Required<SeedConnection>[];
  readonly organizations: readonly SnapshotOrganization[];
  readonly users: readonly SnapshotUser[];
}

type OftenNothing =
  | 'allowedDomains'
  | 'isSuspended'
  | 'featureFlags'
  | 'properties'
  | 'connections'
  | 'hasDirectory'
  | 'invitations';

export interface SnapshotOrganization extends Filled<
  Omit<SeedOrganization, 'members' | 'invitations'>,
  Exclude<OftenNothing, 'invitations'>
> {
  readonly invitations?: readonly Required<SeedInvitation>[];
  readonly members: readonly SnapshotMember[];
}
