import { foldText } from './fold-text.js';
/** Returns what search looks through. */
export function readTexts({ people, organizations, roles }) {
  return [
    people.map(({ name, email, others, id }) => foldText(`${name}\n${email}\n${others}\n${id}`)),
    organizations.map(({ name, code, domains }) => foldText(`${name}\n${code}\n${domains}`)),
    roles.map(foldText),
  ];
}
/** Returns the rows of memberships, in the report's order. */
export function readMemberships({ organizations, people, roles, memberships }) {
  return memberships.map((membership) => {
    const [place, person, role, joined, seen, marks, managedBy] = membership;
    return {
      organization: organizations[place] ?? null,
      person: people[person] ?? null,
      roles: roles[role] ?? null,
      joined,
      seen,
      marks,
      managedBy,
      at: [person, place, role],
    };
  });
}
/** Returns a row for each organization. */
export function readOrganizations({ organizations }) {
  return organizations.map((organization, place) => ({
    organization,
    person: null,
    roles: '',
    joined: '',
    seen: '',
    marks: organization.marks,
    managedBy: organization.source,
    at: [-1, place, -1],
  }));
}
