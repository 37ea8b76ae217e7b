// The desired and the live state side by side, by organization and by person. Each kind then compares two columns.
import type { Day } from './day.js';
import type { OrganizationRef } from './change.js';
import type {
  DesiredLeaver,
  DesiredMember,
  DesiredOrganization,
  DesiredState,
  EndedMember,
} from './desired.js';
import type { PersonName } from './person-name.js';
import type { LiveMember, LiveOrganization, LivePerson, LiveState } from './live.js';

/** One person in one organization, with the desired member, the live member, or both. */
export interface MemberPair {
  readonly desired: DesiredMember | null;
  readonly live: LiveMember | null;
  /** Null only for a desired person who is not in Kinde. */
  readonly userId: string | null;
  /** The address to show: the file's, else Kinde's; null for a person without one. */
  readonly email: string | null;
  /** The ended listing of a live member; absent if a listing holds or none ever named them. */
  readonly ended?: EndedMember;
  /** The entry of `leavers` that names a live member; absent for anyone else. */
  readonly leaver?: DesiredLeaver;
}

/** A leaver in an organization whose members the files do not list. */
export interface OutsideLeaver {
  readonly ref: OrganizationRef;
  readonly leaver: DesiredLeaver;
  readonly person: LivePerson;
  /** Whether no file names the organization (`organization`), or an entry names it without `members`. */
  readonly outside: 'organization' | 'members';
}

export interface OrganizationPair {
  readonly desired: DesiredOrganization;
  /** Null for an organization that the plan creates. */
  readonly live: LiveOrganization | null;
  readonly ref: OrganizationRef;
  /** The people who join, leave or change, sorted by address, then id. Null if membership is not managed. */
  readonly members: readonly MemberPair[] | null;
  /** The listed people whom an invitation brings, since no one has their address; absent if there are none. */
  readonly invitees?: readonly MemberPair[];
  /** The unchanged members, unsorted. Nearly all members are unchanged, so they get no pairs. */
  readonly unchanged: readonly LiveMember[];
  /** The last day of the next membership that ends; absent if no listing that holds has an end. */
  readonly nextEnd?: Day;
}

export interface Comparison {
  readonly desired: DesiredState;
  readonly live: LiveState;
  /** Sorted by name, then code. */
  readonly organizations: readonly OrganizationPair[];
  /** The leavers who are in Kinde, by user id. */
  readonly leavers: ReadonlyMap<string, DesiredLeaver>;
  /** The leavers beside those in `organizations`, sorted by organization name, then by address. */
  readonly outsideLeavers: readonly OutsideLeaver[];
  /** The entries whose organization may or may not exist. The plan changes nothing for them. */
  readonly undecided: readonly DesiredOrganization[];
  /** Returns every address of the people in Kinde, normalized; some of them more than once. */
  readonly listAddresses: () => Iterable<string>;
  /** Returns the user ids of everyone in Kinde whom the name may mean. */
  readonly findIds: (person: PersonName) => readonly string[];
}
