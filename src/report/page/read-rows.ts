// Reads the page's JSON into rows: one for each membership, and one for each person in no organization. The texts of the search are
// folded here, once.
import type {
  PageChange,
  PageData,
  PageMembership,
  PageOrganization,
  PagePerson,
  PageReview,
  PageWay,
} from '../../model/results/page-data.js';
import type { WayState } from '../../model/ways-in.js';
import { foldText } from './fold-text.js';
import { changeWords, stateWords, wayWords } from './page-words.js';

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
  /** Null for all rows but those of the ways in. */
  readonly way: PageWay | null;
  /** The decision of the review; null if there is none. */
  readonly review: PageReview | null;
  /** Null for all rows but those of changes. */
  readonly change: PageChange | null;
  /** The positions of person, organization, roles, and way or change in the search texts; -1 for none. */
  readonly at: readonly [number, number, number, number];
}

/** The folded texts of the search: each person, organization, set of roles, way and change once. */
export type SearchTexts = readonly [
  people: readonly string[],
  places: readonly string[],
  roles: readonly string[],
  waysAndChanges: readonly string[],
];

/** Returns the texts of the search. */
export function readTexts({ people, organizations, roles, ways = [], changes = [] }: PageData): SearchTexts {
  return [
    people.map(({ name, email, others, id }) => foldText(`${name}\n${email}\n${others}\n${id}`)),
    organizations.map(({ name, code, domains }) => foldText(`${name}\n${code}\n${domains}`)),
    roles.map(foldText),
    [
      ...ways.map(({ way, state, subject, roles: given, detail }) =>
        foldText(`${wayWords[way]}\n${stateWords[state]}\n${subject}\n${given}\n${detail}`),
      ),
      ...changes.map(({ change, code, organization, id, email, name, before, now }) =>
        foldText([changeWords[change], code, organization, id, email, name, before, now].join('\n')),
      ),
    ],
  ];
}

/** The parts that only rows of some views have. */
const none = { way: null, review: null, change: null } as const;

/** Returns the rows of memberships, in the report's order. */
export function readMemberships(data: PageData): readonly PageRow[] {
  const { organizations, people, roles, memberships, reviews = [] } = data;
  const decided = new Map(reviews.map((review) => [review[0], review]));
  return memberships.map((membership: PageMembership, position) => {
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
      ...none,
      review: decided.get(position) ?? null,
      at: [person, place, role, -1],
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
    ...none,
    at: [-1, place, -1, -1],
  }));
}

const wayMarks: Readonly<Record<WayState, string>> = {
  open: 'i',
  closed: '',
  unknown: 'l',
  'not-looked-at': 'l',
};

/** Returns a row for each way in; none if the report did not look for them. */
export function readWays({ organizations, ways = [] }: PageData): readonly PageRow[] {
  return ways.map((way, position) => ({
    organization: organizations[way.place] ?? null,
    person: null,
    roles: way.roles,
    joined: way.since,
    seen: '',
    marks: wayMarks[way.state],
    managedBy: '',
    until: '',
    reason: '',
    ...none,
    way,
    at: [-1, way.place, -1, position],
  }));
}

/** Returns a row for each change since the earlier report; none without one. A person who left has no other row. */
export function readChanges({ organizations, ways = [], changes = [] }: PageData): readonly PageRow[] {
  const places = new Map(organizations.map((one) => [one.code, one]));
  return changes.map((change, position) => {
    const { code, organization: name, id, email, name: own } = change;
    const organization = places.get(code) ?? { ...unknownOrganization, code, name };
    places.set(code, organization);
    return {
      organization,
      person: { id, email, name: own, others: '', created: '', seen: '', marks: '' },
      roles: change.now,
      joined: '',
      seen: '',
      marks: '',
      managedBy: '',
      until: '',
      reason: '',
      ...none,
      change,
      at: [-1, -1, -1, ways.length + position],
    };
  });
}

/** An organization that is not in Kinde any more. */
const unknownOrganization = {
  registrations: 'unknown',
  managed: '',
  source: '',
  domains: '',
  members: 0,
  marks: '',
} as const;
