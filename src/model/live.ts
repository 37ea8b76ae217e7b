// What Kinde has, as far as it was read. A LiveState exists only if every list it rests on was read to its end.
import type { LiveValues } from './values.js';

export interface LiveEnvironment {
  readonly code: string;
  readonly name: string;
}

export interface LiveOrganization {
  readonly code: string;
  readonly name: string;
  readonly handle: string | null;
  readonly externalId: string | null;
  readonly isDefault: boolean;
  /** Kinde's `is_auto_membership_enabled`; null where the list does not say. */
  readonly allowRegistrations: boolean | null;
}

/** One membership: a person in one organization. */
export interface LiveMember {
  readonly userId: string;
  /** The preferred address as Kinde spells it; null for people known by phone or user name only. */
  readonly email: string | null;
  /** Full name for people to read; hostile text, never compared. */
  readonly fullName: string;
  /** Role keys, sorted; null where roles were not read because nothing needs them. */
  readonly roles: readonly string[] | null;
  /** Whether Kinde lets them not sign in; null where the list does not say. */
  readonly isSuspended: boolean | null;
}

/**
 * A person of the environment with every address they can be found by. Stands for each of their memberships as well,
 * as long as nothing needs roles: a million further rows would say nothing more.
 */
export interface LivePerson extends LiveMember {
  readonly roles: null;
  /** Every e-mail identity, normalized, the preferred one included, sorted. */
  readonly emails: readonly string[];
  /** Codes of the person's organizations; null where Kinde does not say. */
  readonly organizations: readonly string[] | null;
  /** There and true only where Kinde did not show the identities: then `emails` may lack some. */
  readonly hidesIdentities?: true;
}

export interface LiveRole {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

/** The proof that a list was read to its end. `list` names it, for example `organizations`. */
export interface ListRead {
  readonly list: string;
  readonly pages: number;
  /** How many lists of this name were read, where there is one for each organization or role. */
  readonly lists?: number;
  readonly complete: true;
  /** Why this list was read rather than another; only where there was a choice. */
  readonly reason?: string;
}

/** What must be known before memberships are read: small lists, each read once. */
export interface Foundations {
  readonly environment: LiveEnvironment;
  /** Those of the environment; in a LiveState also those of organizations. */
  readonly values: LiveValues;
  readonly organizations: readonly LiveOrganization[];
  /** How many rows of the list of organizations could not be understood: whoever is not in it may be one of these. */
  readonly unreadOrganizations: number;
  /** Empty where the configuration names no role. */
  readonly roles: readonly LiveRole[];
  readonly reads: readonly ListRead[];
}

export interface LiveState extends Foundations {
  /** By organization code; an organization whose membership nobody manages has no entry. */
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** By user id: the people read with all their identities. Others are known from `members` alone. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** Whether `members` was made of `people`, and so shows nobody and no address that `people` does not. */
  readonly isMadeOfPeople: boolean;
  readonly doubts: Doubts;
}

/** What reading has left open. It stops only what depends on it. */
export interface Doubts {
  /** Codes of the organizations in whose list somebody could not be understood. */
  readonly members: ReadonlySet<string>;
  /** Normalized addresses that nobody was found by, without a proof that nobody has them. */
  readonly absent: ReadonlySet<string>;
}

export const noDoubts: Doubts = { members: new Set(), absent: new Set() };
