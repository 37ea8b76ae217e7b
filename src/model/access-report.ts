// The access report: plain JSON that says who is where, since when, and last seen when. Described by
// `schemas/report.schema.json`. Null means "Kinde does not tell", never "no".
import type { KnownTime } from './access.js';
import type { ListRead } from './live.js';
import type { Membership } from './desired.js';
import type { Notice } from './notice.js';
import type { RequestCounts } from './plan.js';

export interface ReportOrganization {
  readonly code: string;
  readonly name: string;
  readonly handle: string | null;
  readonly externalId: string | null;
  readonly default: boolean;
  /** Whether people can join by registering themselves. */
  readonly registrations: 'open' | 'closed' | 'unknown';
  /** How the files manage who is in; null where they don't. */
  readonly managed: Membership | null;
  /** Where the files do so. */
  readonly source: string | null;
  /** Null where the files do not limit them. */
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
  /** The last sign-in anywhere, or the last access of an organization that was read, whichever is later. */
  readonly lastSeen: KnownTime;
  /** True only if Kinde counts no sign-in and knows no access. */
  readonly neverSignedIn: boolean;
  readonly dormant: boolean | null;
  readonly suspended: boolean | null;
  /** Whether `safety.protect` covers them. */
  readonly protected: boolean;
  /** In how many of the reported organizations. */
  readonly memberships: number;
}

export interface ReportMembership {
  /** The organization's code. */
  readonly organization: string;
  /** The person's id. */
  readonly person: string;
  /** Role keys, sorted; null where Kinde does not show them. */
  readonly roles: readonly string[] | null;
  readonly joinedOn: KnownTime;
  /** The last access of this organization or sign-in to it. */
  readonly lastSeen: KnownTime;
  readonly dormant: boolean | null;
  /** Null where there is no limit, or no address to judge. */
  readonly outsideDomains: boolean | null;
  /** `file:line:column` of the entry that lists the person; null if none does. */
  readonly managedBy: string | null;
}

export interface ReportSummary {
  readonly organizations: number;
  readonly openOrganizations: number;
  readonly people: number;
  readonly memberships: number;
  /** People in no organization; null where only some organizations were read. */
  readonly withoutOrganization: number | null;
  readonly dormantPeople: number;
  readonly neverSignedIn: number;
  /** People of whom Kinde does not tell when they were last seen. */
  readonly unknownActivity: number;
  readonly dormantMemberships: number;
  readonly outsideDomains: number;
  readonly protectedPeople: number;
  readonly suspendedPeople: number;
  /** Memberships that no file lists; null without a configuration. */
  readonly notManaged: number | null;
}

export interface AccessReport {
  readonly formatVersion: '1';
  readonly generatedOn: string;
  readonly environment: { readonly domain: string; readonly code: string; readonly name: string };
  /** Whether every organization was read, and everybody. */
  readonly whole: boolean;
  /** Whether there was a configuration: without one nothing is managed or protected. */
  readonly configured: boolean;
  /** Days without being seen after which somebody counts as dormant. */
  readonly dormantAfterDays: number;
  readonly summary: ReportSummary;
  /** By name. */
  readonly organizations: readonly ReportOrganization[];
  /** By address; those without one come last. */
  readonly people: readonly ReportPerson[];
  /** In the order of organizations, then of people. */
  readonly memberships: readonly ReportMembership[];
  readonly warnings: readonly Notice[];
  readonly reads: readonly ListRead[];
  readonly requests: RequestCounts;
}
