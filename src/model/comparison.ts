// Desired and live laid side by side, organization by organization and person by person. Shaping the facts like
// this first leaves the kinds nothing to do but compare two columns.
import type { OrganizationRef } from './change.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from './desired.js';
import type { LiveMember, LiveOrganization, LiveState } from './live.js';

/** One person in one organization: wanted there, there already, or both. Never neither. */
export interface MemberPair {
  readonly desired: DesiredMember | null;
  readonly live: LiveMember | null;
  /** Null only for a wanted person whom nobody in Kinde is. */
  readonly userId: string | null;
  /** The address to show: the file's where the file has one, else Kinde's; null for people without one. */
  readonly email: string | null;
}

export interface OrganizationPair {
  readonly desired: DesiredOrganization;
  /** Null where the organization is to be created. */
  readonly live: LiveOrganization | null;
  readonly ref: OrganizationRef;
  /** Those who have to join, to leave or to change, sorted by address, then id. Null where membership is not managed. */
  readonly members: readonly MemberPair[] | null;
  /** Those who are there as they should be, in no order: nearly everyone, so they get no pairs of their own. */
  readonly settled: readonly LiveMember[];
}

export interface Comparison {
  readonly desired: DesiredState;
  readonly live: LiveState;
  /** Sorted by name, then code. */
  readonly organizations: readonly OrganizationPair[];
  /** Entries of which it is not known whether their organization exists: nothing is changed there. */
  readonly undecided: readonly DesiredOrganization[];
  /** Returns every address by which somebody in Kinde can be found, normalized; some of them more than once. */
  readonly listAddresses: () => Iterable<string>;
}
