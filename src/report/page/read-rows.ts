// Reads the page's JSON into rows: one for each membership, and one for each person in no organization. The texts of the search are
// folded here, once.
import type { PageData, PageMembership, PageOrganization, PagePerson } from '../../model/page-data.js';
import { foldText } from './fold-text.js';

export interface PageRow {
  /** Null for a person in no organization. */
  readonly organization: PageOrganization | null;
  /** Null for the row of an organization. */
  readonly person: PagePerson | null;
  /** Null if Kinde does not show them. */
  readonly roles: string | null;
  readonly joined: string;
  readonly seen: string;
  readonly marks: string;
  readonly managedBy: string;
  /** The last day and the reason by the files; empty without them. */
  readonly until: string;
  readonly reason: string;
  /** The positions of person, organization and roles in the search texts; -1 for none. */
  readonly at: readonly [number, number, number];
}

/** The folded texts of the search: each person, organization and set of roles once. */
export type SearchTexts = readonly [
  people: readonly string[],
  places: readonly string[],
  roles: readonly string[],
];

/** Returns the texts of the search. */
export function readTexts({ people, organizations, roles }: PageData): SearchTexts {
  return [
    people.map(({ name, email, others, id }) => foldText(`${name}\n${email}\n${others}\n${id}`)),
    organizations.map(({ name, code, domains }) => foldText(`${name}\n${code}\n${domains}`)),
    roles.map(foldText),
  ];
}

/** Returns the rows of memberships, in the report's order. */
export function readMemberships({ organizations, people, roles, memberships }: PageData): readonly PageRow[] {
  return memberships.map((membership: PageMembership) => {
    const [place, person, role, joined, seen, marks, managedBy, until = '', reason = ''] = membership;
    return {
      organization: organizations[place] ?? null,
      person: people[person] ?? null,
      roles: roles[role] ?? null,
      joined,
      seen,
      marks,
      managedBy,
      until,
      reason,
      at: [person, place, role],
    };
  });
}

/** Returns a row for each organization. */
export function readOrganizations({ organizations }: PageData): readonly PageRow[] {
  return organizations.map((organization, place) => ({
    organization,
    person: null,
    roles: '',
    joined: '',
    seen: '',
    marks: organization.marks,
    managedBy: organization.source,
    until: '',
    reason: '',
    at: [-1, place, -1],
  }));
}
