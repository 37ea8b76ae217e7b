// Renders the access report as CSV: a row for each membership, for each person in no organization, and for each pending invitation.
import type {
  AccessReport,
  ReportInvitation,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
} from '../../model/results/access-report.js';
import { reviewColumns } from '../../model/review.js';
import { renderCsvTable } from './csv-table.js';
import type { CsvColumns } from './csv-table.js';

interface CsvRow {
  /** Null for the invitation of an address that no reported person has. */
  readonly person: ReportPerson | null;
  /** Null for a person in no organization. */
  readonly organization: ReportOrganization | null;
  /** Null for a person in no organization, and for an invitation. */
  readonly membership: ReportMembership | null;
  readonly invitation: ReportInvitation | null;
}

const columns: CsvColumns<CsvRow> = {
  organization_code: ({ organization }) => organization?.code ?? '',
  organization_name: ({ organization }) => organization?.name ?? '',
  registrations: ({ organization }) => organization?.registrations ?? '',
  person_id: ({ person }) => person?.id ?? '',
  email: ({ person, invitation }) => (invitation ?? person)?.email ?? '',
  all_emails: ({ person, invitation }) => person?.emails.join(' ') ?? invitation?.email ?? '',
  name: ({ person }) => person?.name ?? '',
  roles: ({ membership, invitation }) =>
    membership === null ? (invitation?.roles.join(' ') ?? '') : (membership.roles?.join(' ') ?? 'unknown'),
  joined_on: ({ membership }) => (membership === null ? '' : (membership.joinedOn ?? 'unknown')),
  last_seen_here: ({ membership, person }) =>
    membership === null || person === null ? '' : toSeen(membership, person),
  dormant_here: ({ membership }) => (membership === null ? '' : membership.dormant),
  last_seen_anywhere: ({ person }) => (person === null ? '' : toSeen(person, person)),
  dormant_anywhere: ({ person }) => (person === null ? '' : person.dormant),
  created_on: ({ person }) => (person === null ? '' : (person.createdOn ?? 'unknown')),
  suspended: ({ person, membership }) => (person === null ? '' : (membership ?? person).suspended),
  protected: ({ person, invitation }) => person?.protected === true || invitation?.protected === true,
  outside_domains: ({ organization, membership, invitation }) => {
    const terms = membership ?? invitation;
    return terms === null || organization?.allowedDomains === null ? '' : terms.outsideDomains;
  },
  listed_at: ({ membership, invitation }) => (membership ?? invitation)?.managedBy ?? '',
  until: ({ membership, invitation }) => (membership ?? invitation)?.until ?? '',
  reason: ({ membership, invitation }) => (membership ?? invitation)?.reason ?? '',
  leaver: ({ person, invitation }) => person?.leaver === true || invitation?.leaver === true,
  ends: ({ membership, invitation }) => (membership ?? invitation)?.ends ?? '',
  invited_on: ({ invitation }) => (invitation === null ? '' : (invitation.invitedOn ?? 'unknown')),
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

function listRows({ organizations, people, memberships, invitations = [] }: AccessReport): readonly CsvRow[] {
  const persons = new Map(people.map((person) => [person.id, person]));
  const places = new Map(organizations.map((organization) => [organization.code, organization]));
  const within = memberships.flatMap((membership) => {
    const person = persons.get(membership.person);
    const organization = places.get(membership.organization) ?? null;
    return person === undefined ? [] : [{ person, organization, membership, invitation: null }];
  });
  const without = people
    .filter((person) => person.memberships === 0)
    .map((person) => ({ person, organization: null, membership: null, invitation: null }));
  const invited = invitations.map((invitation) => ({
    person: persons.get(invitation.person ?? '') ?? null,
    organization: places.get(invitation.organization) ?? null,
    membership: null,
    invitation,
  }));
  return [...within, ...without, ...invited];
}
