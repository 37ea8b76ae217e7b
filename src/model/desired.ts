// What the configuration means: defaults applied, groups expanded, addresses normalized. The stages after
// `validate` see only this and never the text the user wrote.
import type { SignUpSwitch, SwitchStanding } from './attestation.js';
import type { Place, Placed } from './place.js';
import type { DesiredValues } from './values.js';

export const passkeyPolicies = ['off', 'optional', 'mandatory'] as const;
export type PasskeyPolicy = (typeof passkeyPolicies)[number];

/** How a live organization is found; the order of this list is the order of strength. */
export const selectorKeys = ['default', 'code', 'externalId', 'handle', 'name'] as const;
export type SelectorKey = (typeof selectorKeys)[number];

export interface Selector {
  readonly by: SelectorKey;
  /** The value looked for; for `default` the empty string. */
  readonly value: string;
}

/** `exact`: the list is the whole truth. `additive`: people are only added. */
export type Membership = 'exact' | 'additive';

export interface DesiredRole {
  readonly key: string;
  readonly place: Place;
}

/** One person whom an organization should have: known by address or by Kinde's id, never by both. */
export interface DesiredMember {
  /** Normalized with `normalizeEmail`; null when the member is given by id. */
  readonly email: string | null;
  /** Kinde's user id (`kp_…`); null when the member is given by address. */
  readonly id: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Absent: roles are not managed. Present: exactly these, sorted by key, no key twice. */
  readonly roles?: readonly DesiredRole[];
  readonly place: Place;
}

export interface DesiredOrganization {
  readonly selector: Selector;
  /** The entry as a whole; removals point here. */
  readonly place: Place;
  readonly code?: Placed<string>;
  readonly externalId?: Placed<string>;
  readonly handle?: Placed<string>;
  readonly name?: Placed<string>;
  readonly allowRegistrations?: Placed<boolean>;
  readonly membership: Membership;
  /** Whether the file says `membership:` itself rather than taking the default. */
  readonly isMembershipStated: boolean;
  /** The domains that its members may have, normalized; absent where the file does not limit them. */
  readonly allowedDomains?: readonly string[];
  /** Absent: membership is not managed. Empty with `exact`: nobody. No person twice. */
  readonly members?: readonly DesiredMember[];
  readonly values: DesiredValues;
}

export interface DesiredSwitch {
  readonly setting: SignUpSwitch;
  readonly value: boolean;
  readonly place: Place;
  /** Whether a person has recorded that it stands like this in Kinde. */
  readonly standing: SwitchStanding;
}

export interface DesiredEnvironment {
  /** The lock: the only environment this configuration may touch. */
  readonly code?: Placed<string>;
  readonly signUp: readonly DesiredSwitch[];
  readonly values: DesiredValues;
}

/** Nothing of the environment is managed. */
export const noEnvironment: DesiredEnvironment = { signUp: [], values: new Map() };

/** Who is never removed: one address, or everybody of a domain. Normalized. */
export type ProtectPattern =
  { readonly by: 'email'; readonly email: string } | { readonly by: 'domain'; readonly domain: string };

/** The larger of the two holds; what `percent` makes is rounded down. */
export interface RemovalLimit {
  readonly count: number;
  readonly percent: number;
}

export interface Safety {
  readonly protect: readonly ProtectPattern[];
  /** What an organization may lose in one plan: the larger of `count` people and `percent` of its members. */
  readonly maxRemovals: RemovalLimit;
  /** How many different people one plan may take out of anything; percent of the people in the managed organizations. */
  readonly maxRemovedPeople: RemovalLimit;
  /** Role keys of which an organization never loses the last holder. */
  readonly keepHolder: readonly DesiredRole[];
}

/** What holds where no configuration says otherwise. */
export const defaultSafety: Safety = {
  protect: [],
  maxRemovals: { count: 5, percent: 25 },
  maxRemovedPeople: { count: 20, percent: 10 },
  keepHolder: [],
};

export interface DesiredState {
  readonly environment: DesiredEnvironment;
  readonly safety: Safety;
  readonly organizations: readonly DesiredOrganization[];
  /** The entries that `--organization` leaves out; absent without that option. */
  readonly unselected?: readonly DesiredOrganization[];
}
