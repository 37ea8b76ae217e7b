// The data of the report's page: the access report as compact JSON, with texts that are safe to show. `render` writes it, and
// `report/page` reads it in the browser.
import type { ReportChange } from './report-change.js';
import type { Decision } from '../review.js';
import type { WayName, WayState } from '../ways-in.js';

/**
 * The marks of a row, one letter each. In order: dormant, never signed in, last seen unknown, outside the allowed domains, in
 * no organization, not managed by any file, ends soon, has ended, invited, protected, leaver, suspended, registrations open, a
 * way in that is open, a way in that was not looked at or is not known. With decisions: to remove, not decided. Since an earlier
 * report: joined, other roles.
 */
export type Mark =
  | 'd'
  | 'n'
  | 'k'
  | 'o'
  | 'w'
  | 'u'
  | 'e'
  | 'x'
  | 'j'
  | 'p'
  | 'v'
  | 's'
  | 'r'
  | 'i'
  | 'l'
  | 'y'
  | 'z'
  | 'a'
  | 'c';

export interface PageOrganization {
  readonly name: string;
  readonly code: string;
  readonly registrations: 'open' | 'closed' | 'unknown';
  /** `exact`, `additive` or empty. */
  readonly managed: string;
  readonly source: string;
  /** Separated by commas; empty without allowed domains. */
  readonly domains: string;
  readonly members: number;
  readonly marks: string;
}

export interface PagePerson {
  /** Empty for an invited address that no reported person has. */
  readonly id: string;
  /** Empty without an address. */
  readonly email: string;
  /** Further addresses, separated by spaces. */
  readonly others: string;
  readonly name: string;
  /** A day, `2026-01-31`; empty if Kinde does not tell. So is `seen`. */
  readonly created: string;
  readonly seen: string;
  readonly marks: string;
}

/** The last day and the reason of a membership; nothing if it has neither. */
export type PageTerms = readonly [until: string, reason: string] | readonly [];

/**
 * The positions of organization (-1: none), person and roles (-1: not shown), then joined, seen, marks, place and terms. An
 * invitation has the day of the invitation in place of joined.
 */
export type PageMembership = readonly [
  number,
  number,
  number,
  string,
  string,
  string,
  string,
  ...terms: PageTerms,
];

/** One way into an organization. A text that does not apply is empty. */
export interface PageWay {
  /** The position of the organization. */
  readonly place: number;
  readonly way: WayName;
  readonly state: WayState;
  readonly subject: string;
  /** Separated by commas. */
  readonly roles: string;
  /** A day. */
  readonly since: string;
  readonly detail: string;
}

/** The decision about the membership at a position of `memberships`. */
export type PageReview = readonly [row: number, decision: Decision, reviewer: string, reviewedOn: string];

/** A membership that changed since an earlier report. Texts that do not apply are empty. */
export interface PageChange {
  readonly change: ReportChange['change'];
  readonly code: string;
  readonly organization: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Separated by commas. */
  readonly before: string;
  readonly now: string;
}

export interface PageData {
  readonly dormantAfterDays: number;
  readonly isConfigured: boolean;
  readonly organizations: readonly PageOrganization[];
  readonly people: readonly PagePerson[];
  /** The distinct sets of roles. */
  readonly roles: readonly string[];
  /** A person in no organization has one row too, and so has a pending invitation. */
  readonly memberships: readonly PageMembership[];
  /** Absent without `--ways-in`. */
  readonly ways?: readonly PageWay[];
  /** Absent without `--decisions`. */
  readonly reviews?: readonly PageReview[];
  /** Absent without `--since`. */
  readonly changes?: readonly PageChange[];
}
