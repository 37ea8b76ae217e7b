// Renders the access report as CSV: a row for each membership and for each person in no organization.
import type {
  AccessReport,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
} from '../model/access-report.js';
import { reviewColumns } from '../model/review.js';
import { renderCsvTable } from './csv-table.js';
import type { CsvColumns } from './csv-table.js';

interface CsvRow {
  readonly person: ReportPerson;
  /** Null, like `membership`, for a person in no organization. */
  readonly organization: ReportOrganization | null;
  readonly membership: ReportMembership | null;
}

const columns: CsvColumns<CsvRow> = {
  organization_code: ({ organization }) => organization?.code ?? '',
  organization_name: ({ organization }) => organization?.name ?? '',
  registrations: ({ organization }) => organization?.registrations ?? '',
  person_id: ({ person }) => person.id,
  email: ({ person }) => person.email ?? '',
  all_emails: ({ person }) => person.emails.join(' '),
  name: ({ person }) => person.name,
  roles: ({ membership }) => (membership === null ? '' : (membership.roles?.join(' ') ?? 'unknown')),
  joined_on: ({ membership }) => (membership === null ? '' : (membership.joinedOn ?? 'unknown')),
  last_seen_here: ({ membership, person }) => (membership === null ? '' : toSeen(membership, person)),
  dormant_here: ({ membership }) => (membership === null ? '' : membership.dormant),
  last_seen_anywhere: ({ person }) => toSeen(person, person),
  dormant_anywhere: ({ person }) => person.dormant,
  created_on: ({ person }) => person.createdOn ?? 'unknown',
  suspended: ({ person }) => person.suspended,
  protected: ({ person }) => person.protected,
  outside_domains: ({ organization, membership }) =>
    membership === null || organization?.allowedDomains === null ? '' : membership.outsideDomains,
  listed_at: ({ membership }) => membership?.managedBy ?? '',
  until: ({ membership }) => membership?.until ?? '',
  reason: ({ membership }) => membership?.reason ?? '',
  leaver: ({ person }) => person.leaver,
  // A review writes into these columns, and `report --decisions` reads them back.
  [reviewColumns.decision]: ({ membership }) => membership?.review?.decision ?? '',
  [reviewColumns.reviewer]: ({ membership }) => membership?.review?.reviewer ?? '',
  [reviewColumns.reviewedOn]: ({ membership }) => membership?.review?.reviewedOn ?? '',
};

function toSeen(
  { lastSeen }: Pick<ReportPerson, 'lastSeen'>,
  { neverSignedIn }: Pick<ReportPerson, 'neverSignedIn'>,
): string {
  return lastSeen ?? (neverSignedIn ? 'never' : 'unknown');
}

/** Returns the table with a head; lines end with CR LF. */
export function renderAccessCsv(report: AccessReport): string {
  return renderCsvTable(columns, listRows(report));
}

function listRows({ organizations, people, memberships }: AccessReport): readonly CsvRow[] {
  const persons = new Map(people.map((person) => [person.id, person]));
  const places = new Map(organizations.map((organization) => [organization.code, organization]));
  const within = memberships.flatMap((membership) => {
    const person = persons.get(membership.person);
    const organization = places.get(membership.organization) ?? null;
    return person === undefined ? [] : [{ person, organization, membership }];
  });
  const without = people
    .filter((person) => person.memberships === 0)
    .map((person) => ({ person, organization: null, membership: null }));
  return [...within, ...without];
}
