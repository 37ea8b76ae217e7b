// The live state: the part of Kinde that was read. A `LiveState` exists only if each of its lists was read to its end.
import type { LiveEntities } from './entities.js';
import type { LiveInvitation } from './invitation.js';
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
  /** Kinde's `is_auto_membership_enabled`; null if the list does not tell. */
  readonly allowRegistrations: boolean | null;
  /**
   * The domains whose addresses may register, normalized and sorted; empty for any address. Null if Kinde does not tell, absent
   * if it was not read: the list of organizations lacks it.
   */
  readonly registrationDomains?: readonly string[] | null;
}

/** One membership: a person in one organization. */
export interface LiveMember {
  readonly userId: string;
  /** The preferred address as Kinde spells it; null for people known by phone or user name only. */
  readonly email: string | null;
  /** The full name, for display only. Hostile text; never compared. */
  readonly fullName: string;
  /** Role keys, sorted; null if roles were not needed and not read. */
  readonly roles: readonly string[] | null;
  /** True if Kinde refuses their sign-in; null if the list does not tell. */
  readonly isSuspended: boolean | null;
}

/**
 * A person of the environment with every address. The same object serves as the person's row in each member list if roles are
 * not needed, which saves a million rows.
 */
export interface LivePerson extends LiveMember {
  readonly roles: null;
  /** Every address among the identities, normalized, the preferred one included, sorted. */
  readonly emails: readonly string[];
  /** The addresses that only an enterprise or social identity shows, normalized; absent for none. */
  readonly connected?: readonly string[];
  /** Codes of the person's organizations; null if Kinde does not tell. */
  readonly organizations: readonly string[] | null;
  /**
   * Present only if Kinde did not show all identities, or a user name has the form of another address; `emails` may then lack
   * some.
   */
  readonly hidesIdentities?: true;
}

export interface LiveRole {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  /** Whether Kinde gives the role to new people; null if the list does not tell. */
  readonly isDefault: boolean | null;
}

/** A permission of the business. */
export interface LivePermission {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
}

/** The proof that a list was read to its end. `list` is its name, for example `organizations`. */
export interface ListRead {
  readonly list: string;
  readonly pages: number;
  /** The number of lists with this name; only for lists of an organization or role. */
  readonly lists?: number;
  readonly complete: true;
  /** The reason why this list was read in place of another; only if there was a choice. */
  readonly reason?: string;
}

/** The small lists that are read before the memberships, each once. */
export interface LiveOverview {
  readonly environment: LiveEnvironment;
  /** The values of the environment; in a `LiveState` also those of organizations. */
  readonly values: LiveValues;
  readonly organizations: readonly LiveOrganization[];
  /** The number of rows in the list of organizations that can't be understood. A missing organization may be one of them. */
  readonly unreadOrganizations: number;
  /** Empty if the configuration names no role. */
  readonly roles: readonly LiveRole[];
  /** The roles and permissions that the configuration manages; absent if it manages none. */
  readonly entities?: LiveEntities;
  readonly reads: readonly ListRead[];
}

export interface LiveState extends LiveOverview {
  /** The number of people who hold a role, by its key, for the roles that are to lose permissions. */
  readonly roleHolders?: ReadonlyMap<string, number>;
  /** By organization code; an organization without managed membership has no entry. */
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** The pending invitations by organization code; absent if none were needed. */
  readonly invitations?: ReadonlyMap<string, readonly LiveInvitation[]>;
  /** Absent if no member list is in doubt. */
  readonly sources?: MemberSources;
  /** By user id: the people who were read with all their identities. The others are in `members` alone. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** True if `members` was built from `people`, and so has no other person or address. */
  readonly isMadeOfPeople: boolean;
  readonly doubts: Doubts;
}

/** The lists behind the members. A list of several pages may lack a row, if another row left while its pages were read. */
export interface MemberSources {
  /** Codes of the organizations whose own member list was read, each with the number of its pages. */
  readonly ownLists: ReadonlyMap<string, number>;
  /** Whether the people behind the other members took several pages. */
  readonly hasPagedPeople: boolean;
  /** The pages of each list of holders behind the other members, by role key. */
  readonly holderPages: ReadonlyMap<string, number>;
  /** By the key of a role whose holders were listed twice: the codes of organizations whose holders differ. */
  readonly movedHolders: ReadonlyMap<string, ReadonlySet<string>>;
  /** The codes of organizations, user ids and addresses that were asked for once more. */
  readonly asked: ReadonlySet<string>;
}

/** The gaps of the live state. A gap stops only the changes that depend on it. */
export interface Doubts {
  /** Codes of the organizations whose member list has a row that can't be understood. */
  readonly members: ReadonlySet<string>;
  /** Normalized addresses that a look-up did not find, without proof that they are absent. */
  readonly absent: ReadonlySet<string>;
}

/** The doubts of a live state without gaps. */
export const noDoubts: Doubts = { members: new Set(), absent: new Set() };
