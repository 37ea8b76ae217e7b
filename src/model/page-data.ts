// What the report's page carries with it, as JSON: the report in few letters, its texts already safe to show. Written
// by `render`, read by `page`, which runs in a browser.

/**
 * What can be said of a row, a letter each: dormant, never signed in, last seen not known, outside the allowed
 * domains, in no organization, not managed by any file, protected, suspended, registrations open.
 */
export type Mark = 'd' | 'n' | 'k' | 'o' | 'w' | 'u' | 'p' | 's' | 'r';

export interface PageOrganization {
  readonly name: string;
  readonly code: string;
  readonly registrations: 'open' | 'closed' | 'unknown';
  /** `exact`, `additive` or empty. */
  readonly managed: string;
  readonly source: string;
  /** Separated by commas; empty without a limit. */
  readonly domains: string;
  readonly members: number;
  readonly marks: string;
}

export interface PagePerson {
  readonly id: string;
  /** Empty where there is none. */
  readonly email: string;
  /** Further addresses, separated by spaces. */
  readonly others: string;
  readonly name: string;
  /** Days, `2026-01-31`; empty where Kinde does not tell. */
  readonly created: string;
  readonly seen: string;
  readonly marks: string;
}

/** Position of the organization (-1: none), of the person, of the roles (-1: not shown), joined, seen, marks, place. */
export type PageMembership = readonly [number, number, number, string, string, string, string];

export interface PageData {
  readonly dormantAfterDays: number;
  readonly isConfigured: boolean;
  readonly organizations: readonly PageOrganization[];
  readonly people: readonly PagePerson[];
  /** Each set of roles that anybody has, once. */
  readonly roles: readonly string[];
  /** Everybody in no organization has one, too. */
  readonly memberships: readonly PageMembership[];
}
