// The plain JSON form of everything the sandbox holds: what it starts from and what a snapshot gives back.
// Types only, so that scenarios and tests can share it without loading the sandbox.
import type { PasskeyPolicy } from '../model/desired.js';

export interface SeedRole {
  readonly id?: string;
  readonly key: string;
  readonly name?: string;
  readonly isDefault?: boolean;
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
}

export interface SeedFeatureFlag {
  readonly type: 'str' | 'int' | 'bool';
  readonly value: string;
}

export interface SandboxSeed {
  readonly environment?: { readonly code: string; readonly name: string };
  readonly passkeys?: PasskeyPolicy;
  readonly featureFlags?: Readonly<Record<string, SeedFeatureFlag>>;
  readonly roles?: readonly SeedRole[];
  readonly organizations?: readonly SeedOrganization[];
  readonly users?: readonly SeedUser[];
}

/** `isSuspended` stands only where it is true. */
export type SnapshotMember = Required<Pick<SeedMember, 'user' | 'roles'>> & Pick<SeedMember, 'isSuspended'>;
/** A person without times, which nobody sets by hand. */
export type TimelessUser = Omit<SeedUser, keyof SeedUserTimes>;

/** A seed with every field filled but times: people are named by id, lists are sorted, nothing is left to a default. */
export interface SandboxSnapshot extends SandboxSeed {
  readonly environment: { readonly code: string; readonly name: string };
  readonly passkeys: PasskeyPolicy;
  readonly featureFlags: Readonly<Record<string, SeedFeatureFlag>>;
  readonly roles: readonly Required<SeedRole>[];
  readonly organizations: readonly SnapshotOrganization[];
  readonly users: readonly Required<TimelessUser>[];
}

export interface SnapshotOrganization extends Required<Omit<SeedOrganization, 'members'>> {
  readonly members: readonly SnapshotMember[];
}
