// The changes of memberships between two access reports.

/** A membership that is new or gone, or whose roles changed. The names are those of the later report that has them. */
export interface ReportChange {
  readonly change: 'joined' | 'left' | 'roles';
  /** The organization's code. */
  readonly organization: string;
  readonly organizationName: string;
  /** The person's id. */
  readonly person: string;
  readonly email: string | null;
  readonly name: string;
  /** Role keys, sorted; null for a person who joined, or if Kinde did not show them. */
  readonly rolesBefore: readonly string[] | null;
  /** The same for a person who left. */
  readonly rolesNow: readonly string[] | null;
}

export interface ReportChanges {
  /** When the earlier report was made. */
  readonly generatedOn: string;
  readonly joined: number;
  readonly left: number;
  readonly roles: number;
  /** Memberships whose roles one of the reports does not know, so they were not compared. */
  readonly rolesUnknown: number;
  /** Sorted by organization's name, then by address. */
  readonly changes: readonly ReportChange[];
}

/** The part of an earlier report that is compared. */
export interface EarlierReport {
  readonly generatedOn: string;
  readonly environment: { readonly domain: string; readonly code: string };
  readonly whole: boolean;
  readonly organizations: readonly { readonly code: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly email: string | null; readonly name: string }[];
  readonly memberships: readonly {
    readonly organization: string;
    readonly person: string;
    readonly roles: readonly string[] | null;
  }[];
}

/** Returns the key of a membership. No code and no id holds a line break. */
export function membershipKey({
  organization,
  person,
}: Pick<ReportChange, 'organization' | 'person'>): string {
  return `${organization}\n${person}`;
}
