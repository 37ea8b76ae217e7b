// The access report as plain JSON: every membership with its dates of joining and last access. `schemas/report.schema.json`
// describes it. Null means that Kinde does not tell, never "no".
import type { KnownTime } from '../known-time.js';
import type { Day } from '../day.js';
import type { ListRead } from '../live.js';
import type { Membership } from '../desired.js';
import type { Notice } from '../notice.js';
import type { RequestCounts } from '../plan.js';
import type { ReportChanges } from './report-change.js';
import type { Review, ReviewSummary } from '../review.js';
import type { ReportWay } from '../ways-in.js';

/** Whether the last day of a listing has passed, is within the next 30 days, or is later. */
export type ReportEnd = 'ended' | 'soon' | 'later';

/** The number of days within which an end is soon. */
export const soonDays = 30;

export interface ReportOrganization {
  readonly code: string;
  readonly name: string;
  readonly handle: string | null;
  readonly externalId: string | null;
  readonly default: boolean;
  /** Open if people can join by registering themselves. */
  readonly registrations: 'open' | 'closed' | 'unknown';
  /** The membership mode of the files; null if the members are not managed. */
  readonly managed: Membership | null;
  /** `file:line:column` of the organization's entry; null without one. */
  readonly source: string | null;
  /** The allowed email domains, sorted; null if the files set none. */
  readonly allowedDomains: readonly string[] | null;
  readonly members: number;
}

export interface ReportPerson {
  readonly id: string;
  /** The preferred address; null for people known by phone or user name only. */
  readonly email: string | null;
  /** Every address, normalized, sorted. */
  readonly emails: readonly string[];
  readonly name: string;
  readonly createdOn: KnownTime;
  /** The later of the last sign-in anywhere and the last access of an organization that was read. */
  readonly lastSeen: KnownTime;
  /** True only if Kinde counts no sign-in and tells no access. */
  readonly neverSignedIn: boolean;
  readonly dormant: boolean | null;
  /** True if Kinde marks the person, or a membership of theirs that was read, as suspended. */
  readonly suspended: boolean | null;
  /** True if `safety.protect` covers the person. */
  readonly protected: boolean;
  /** True if `leavers` names the person. */
  readonly leaver: boolean;
  /** The number of reported organizations that the person is in. */
  readonly memberships: number;
}

export interface ReportMembership {
  /** The organization's code. */
  readonly organization: string;
  /** The person's id. */
  readonly person: string;
  /** Role keys, sorted; null if Kinde does not show them. */
  readonly roles: readonly string[] | null;
  readonly joinedOn: KnownTime;
  /** The later of the last access of this organization and the last sign-in to it. */
  readonly lastSeen: KnownTime;
  readonly dormant: boolean | null;
  /** True if Kinde marks the membership or the person as suspended. */
  readonly suspended: boolean | null;
  /** Null if the files set no allowed domains, or if the person has no address. */
  readonly outsideDomains: boolean | null;
  /** `file:line:column` of the entry that lists the person; null without one. */
  readonly managedBy: string | null;
  /** The last day of the membership by the files, also one that has passed; null without one. */
  readonly until: Day | null;
  /** Null without a last day. */
  readonly ends: ReportEnd | null;
  /** Why the person belongs, by the files; null if they do not say it. */
  readonly reason: string | null;
  /** The decision of the review; null if none holds, absent without `--decisions`. */
  readonly review?: Review | null;
}

/** A pending invitation. Its link is a credential and is never read. */
export interface ReportInvitation {
  /** The organization's code. */
  readonly organization: string;
  /** Null if Kinde does not tell. */
  readonly email: string | null;
  /** The id of the person who has the address already; null if no reported person has it. */
  readonly person: string | null;
  /** Keys of the roles that the invitation gives, sorted. */
  readonly roles: readonly string[];
  readonly invitedOn: KnownTime;
  /** Null if Kinde does not tell. */
  readonly mailed: boolean | null;
  /** True if `safety.protect` covers the address. */
  readonly protected: boolean;
  /** True if `leavers` names the address. */
  readonly leaver: boolean;
  /** Null if the files set no allowed domains. */
  readonly outsideDomains: boolean | null;
  /** `file:line:column` of the entry that lists the address; null without one. */
  readonly managedBy: string | null;
  readonly until: Day | null;
  readonly ends: ReportEnd | null;
  readonly reason: string | null;
}

export interface ReportSummary {
  readonly organizations: number;
  readonly openOrganizations: number;
  readonly people: number;
  readonly memberships: number;
  /** People in no organization; null if only some organizations were read. */
  readonly withoutOrganization: number | null;
  readonly dormantPeople: number;
  readonly neverSignedIn: number;
  /** People without a known time of last access. */
  readonly unknownActivity: number;
  readonly dormantMemberships: number;
  readonly outsideDomains: number;
  readonly protectedPeople: number;
  readonly suspendedPeople: number;
  /** People whom `leavers` names. */
  readonly leavers: number;
  /** Memberships whose last day is within the next 30 days. */
  readonly endingSoon: number;
  /** Memberships whose last day has passed. */
  readonly ended: number;
  /** Pending invitations of the organizations that were looked at; null if none was. */
  readonly invitations: number | null;
  /** Memberships without an entry in the files; null without a configuration. */
  readonly notManaged: number | null;
}

export interface AccessReport {
  readonly formatVersion: '1';
  readonly generatedOn: string;
  readonly environment: { readonly domain: string; readonly code: string; readonly name: string };
  /** True if every organization and every person was read. */
  readonly whole: boolean;
  /** True if there was a configuration; without one nothing is managed or protected. */
  readonly configured: boolean;
  /** Days without access after which a person or membership counts as dormant. */
  readonly dormantAfterDays: number;
  readonly summary: ReportSummary;
  /** Sorted by name. */
  readonly organizations: readonly ReportOrganization[];
  /** Sorted by address; people without one come last. */
  readonly people: readonly ReportPerson[];
  /** Sorted as `organizations`, then as `people`. */
  readonly memberships: readonly ReportMembership[];
  /**
   * The pending invitations, sorted as `organizations`, then by address. Without `--ways-in` only those of organizations with
   * `newcomers: invite`; absent if no organization was looked at.
   */
  readonly invitations?: readonly ReportInvitation[];
  /** The ways in beside the lists of members, sorted as `organizations`; absent without `--ways-in`. */
  readonly waysIn?: readonly ReportWay[];
  /** Absent without `--decisions`. */
  readonly review?: ReviewSummary;
  /** Absent without `--since`. */
  readonly since?: ReportChanges;
  readonly warnings: readonly Notice[];
  readonly reads: readonly ListRead[];
  readonly requests: RequestCounts;
}
