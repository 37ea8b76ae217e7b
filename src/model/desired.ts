// The desired state: the configuration with defaults applied, groups expanded and addresses normalized. The stages after
// `validate` see this and never the written text.
import type { SignUpSwitch, SwitchStatus } from './attestation.js';
import type { Code } from './codes.js';
import type { Day } from './day.js';
import type { DesiredBusiness } from './entities.js';
import type { PersonName } from './person-name.js';
import type { Place, Placed } from './place.js';
import type { DesiredValues } from './values.js';

export const passkeyPolicies = ['off', 'optional', 'mandatory'] as const;
export type PasskeyPolicy = (typeof passkeyPolicies)[number];

/** The keys that select a live organization, the strongest first. */
export const selectorKeys = ['default', 'code', 'externalId', 'handle', 'name'] as const;
export type SelectorKey = (typeof selectorKeys)[number];

export interface Selector {
  readonly by: SelectorKey;
  /** The value to find; the empty string for `default`. */
  readonly value: string;
}

/** `exact`: the list is the whole truth. `additive`: people are only added. */
export type Membership = 'exact' | 'additive';

/** The rules for a listed address that no one in Kinde has. */
export const newcomerRules = ['create', 'invite', 'refuse'] as const;
export type NewcomerRule = (typeof newcomerRules)[number];

export interface DesiredRole {
  readonly key: string;
  readonly place: Place;
  /** The last day of the listing that gives the role to a member; absent if a listing without an end gives it. */
  readonly until?: Day;
}

/** The terms of a listed person in the files. */
interface Listed {
  readonly firstName?: string;
  readonly lastName?: string;
  /** The exact roles, sorted by key, none twice; absent if roles are not managed. */
  readonly roles?: readonly DesiredRole[];
  /** The last day of the membership; absent if a listing without an end holds. */
  readonly until?: Day;
  /** Why the person belongs. */
  readonly reason?: string;
}

/** One listing of a person, before it has a place in an organization's list. */
export type Listing = PersonName & Listed;

/** A desired member of an organization, given by address or by Kinde's id, never by both. */
export type DesiredMember = Listing & { readonly place: Place };

/** A person of whom every listing has ended. They must not be a member, whatever the membership mode. */
export type EndedMember = DesiredMember & {
  /** The latest last day. */
  readonly until: Day;
};

/** A person who belongs to no organization. Leavers are removed everywhere and never created. */
export type DesiredLeaver = PersonName & { readonly place: Place };

/** A listing with a last day that has passed or comes soon. */
export interface ListingEnd {
  /** The address, the id, or `group` and its name. */
  readonly who: string;
  readonly until: Day;
  readonly isOver: boolean;
  /** The place of `until`. */
  readonly place: Place;
}

export interface DesiredOrganization {
  readonly selector: Selector;
  /** The place of the whole entry; removals point at it. */
  readonly place: Place;
  readonly code?: Placed<string>;
  readonly externalId?: Placed<string>;
  /** Null for an organization that shall have none. */
  readonly handle?: Placed<string | null>;
  readonly name?: Placed<string>;
  readonly allowRegistrations?: Placed<boolean>;
  /** The domains whose addresses may register, normalized, sorted, none twice; empty for any address. */
  readonly registrationDomains?: Placed<readonly string[]>;
  readonly membership: Membership;
  /** True if the file has the key `membership`. */
  readonly isMembershipStated: boolean;
  /** Absent for `create`. */
  readonly newcomers?: Exclude<NewcomerRule, 'create'>;
  /** The domains that members may have, normalized; absent without a limit. */
  readonly allowedDomains?: readonly string[];
  /** The members, none twice; absent if membership is not managed. An empty list with `exact` removes everyone. */
  readonly members?: readonly DesiredMember[];
  /** The people who must not be members, since all of their listings have ended; absent if there are none. */
  readonly ended?: readonly EndedMember[];
  /** The listings behind `members` and `ended` that have ended or end soon; absent if there are none. */
  readonly ends?: readonly ListingEnd[];
  /** The last days of all listings behind `members` and `ended`, sorted, each once; absent if there are none. */
  readonly endDays?: readonly Day[];
  readonly values: DesiredValues;
}

export interface DesiredSwitch {
  readonly setting: SignUpSwitch;
  readonly value: boolean;
  readonly place: Place;
  /** The status of the switch by its attestation. */
  readonly status: SwitchStatus;
}

export interface DesiredEnvironment {
  /** The lock: the code of the only environment that this configuration may touch. */
  readonly code?: Placed<string>;
  readonly signUp: readonly DesiredSwitch[];
  readonly values: DesiredValues;
}

/** The environment of a configuration that manages nothing of it. */
export const noEnvironment: DesiredEnvironment = { signUp: [], values: new Map() };

/** A pattern of people who are never removed: one address, or a domain. Normalized. */
export type ProtectPattern = (
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'domain'; readonly domain: string }
) & {
  readonly place?: Place;
  /** Present only for a pattern of the base that the configuration no longer has. */
  readonly isOfBase?: true;
};

/** A limit is the larger of `count` and `percent`; the number that `percent` gives is rounded down. */
export interface RemovalLimit {
  readonly count: number;
  readonly percent: number;
}

/** The rules for live organizations that no file names, the mildest first. */
export const unmanagedRules = ['ignore', 'warn', 'refuse'] as const;
export type UnmanagedRule = (typeof unmanagedRules)[number];

/** The codes of the warnings that may refuse a plan. A cause of each can be removed, in the files or in Kinde. */
export const refusableCodes = [
  'similar-person',
  'similar-organization',
  'renamed-organization',
  'address-changed',
  'suspended-member',
  'same-person',
  'protected-member',
  'unidentified-member',
  'leaver-not-shown',
  'absence-not-proven',
  'unreadable-row',
  'unknown-flag-type',
  'stays-member',
  'no-longer-managed',
  'no-longer-leaver',
  'safety-weakened',
  'base-unusable',
] as const satisfies readonly Code[];
export type RefusableCode = (typeof refusableCodes)[number];

/** The rules for the sessions of removed people, the mildest first. */
export const sessionRules = ['never', 'lastAccess', 'always'] as const;
export type SessionRule = (typeof sessionRules)[number];

export interface Safety {
  readonly protect: readonly ProtectPattern[];
  /** The number of members that one plan may remove from an organization. `percent` counts its members. */
  readonly maxRemovals: RemovalLimit;
  /** The number of different people that one plan may remove. `percent` counts the people in managed organizations. */
  readonly maxRemovedPeople: RemovalLimit;
  /** The roles of which an organization never loses the last holder. */
  readonly keepHolder: readonly DesiredRole[];
  readonly unmanagedOrganizations: UnmanagedRule;
  /** The number of mails that one apply may send. */
  readonly maxInvitations: number;
  /** The roles that no listing may give without a reason. */
  readonly requireReason: readonly DesiredRole[];
  /** The warnings that refuse the plan, in the order of `refusableCodes`. */
  readonly refuseOn: readonly RefusableCode[];
  /** Whose sessions apply ends after their removal. */
  readonly endSessions: SessionRule;
}

/** The safety settings of a configuration without `safety`. */
export const defaultSafety: Safety = {
  protect: [],
  maxRemovals: { count: 5, percent: 25 },
  maxRemovedPeople: { count: 20, percent: 10 },
  keepHolder: [],
  unmanagedOrganizations: 'ignore',
  maxInvitations: 20,
  requireReason: [],
  refuseOn: [],
  endSessions: 'never',
};

export interface DesiredState {
  /** The day that decides which listings hold; absent if all of them hold. */
  readonly asOf?: Day;
  readonly environment: DesiredEnvironment;
  /** Absent if no file manages it. */
  readonly business?: DesiredBusiness;
  readonly safety: Safety;
  readonly organizations: readonly DesiredOrganization[];
  /** The people who belong to no organization, none twice; absent if there are none. */
  readonly leavers?: readonly DesiredLeaver[];
  /** The entries that `--organization` leaves out; absent without that option. */
  readonly unselected?: readonly DesiredOrganization[];
}
