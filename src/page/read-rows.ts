// Turns the page's JSON into rows: one a membership and one for everybody in no organization. Everything that search
// needs is made here, once.
import type { PageData, PageMembership, PageOrganization, PagePerson } from '../model/page-data.js';
import { foldText } from './fold-text.js';

export interface PageRow {
  /** Null for somebody in no organization. */
  readonly organization: PageOrganization | null;
  /** Null for an organization itself. */
  readonly person: PagePerson | null;
  /** Null where Kinde does not show them. */
  readonly roles: string | null;
  readonly joined: string;
  readonly seen: string;
  readonly marks: string;
  readonly managedBy: string;
  /** Folded: what search looks through. */
  readonly text: string;
}

/** Returns the rows of memberships, in the report's order. */
export function readMemberships({ organizations, people, roles, memberships }: PageData): readonly PageRow[] {
  const places = organizations.map(describeOrganization);
  const persons = people.map(describePerson);
  const folded = roles.map(foldText);
  return memberships.map((membership: PageMembership) => {
    const [place, person, role, joined, seen, marks, managedBy] = membership;
    return {
      organization: organizations[place] ?? null,
      person: people[person] ?? null,
      roles: roles[role] ?? null,
      joined,
      seen,
      marks,
      managedBy,
      text: `${persons[person] ?? ''}\n${places[place] ?? ''}\n${folded[role] ?? ''}`,
    };
  });
}

/** Returns a row for each organization. */
export function readOrganizations({ organizations }: PageData): readonly PageRow[] {
  return organizations.map((organization) => ({
    organization,
    person: null,
    roles: '',
    joined: '',
    seen: '',
    marks: organization.marks,
    managedBy: organization.source,
    text: describeOrganization(organization),
  }));
}

function describeOrganization({ name, code, domains }: PageOrganization): string {
  return foldText(`${name}\n${code}\n${domains}`);
}

function describePerson({ name, email, others, id }: PagePerson): string {
  return foldText(`${name}\n${email}\n${others}\n${id}`);
}
