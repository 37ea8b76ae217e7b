// Counts the figures of the report's summary.
import type {
  AccessReport,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
  ReportSummary,
} from '../model/results/access-report.js';

/** The extent of the report: everything read, with a configuration. */
export interface Reach {
  readonly isWhole: boolean;
  readonly isConfigured: boolean;
}

/** Returns the counts. A count that the lists can't give is null. */
export function summarize(
  report: Pick<AccessReport, 'organizations' | 'people' | 'memberships'>,
  { isWhole, isConfigured }: Reach,
): Omit<ReportSummary, 'invitations'> {
  const { organizations, people, memberships } = report;
  return {
    ...countPeople(people),
    ...countMemberships(memberships),
    organizations: organizations.length,
    openOrganizations: countOpen(organizations),
    withoutOrganization: isWhole ? count(people, (person) => person.memberships === 0) : null,
    notManaged: isConfigured ? count(memberships, ({ managedBy }) => managedBy === null) : null,
  };
}

function countPeople(people: readonly ReportPerson[]) {
  return {
    people: people.length,
    dormantPeople: count(people, ({ dormant }) => dormant === true),
    neverSignedIn: count(people, ({ neverSignedIn }) => neverSignedIn),
    unknownActivity: count(people, ({ lastSeen, neverSignedIn }) => lastSeen === null && !neverSignedIn),
    protectedPeople: count(people, (person) => person.protected),
    suspendedPeople: count(people, ({ suspended }) => suspended === true),
    leavers: count(people, ({ leaver }) => leaver),
  };
}

function countMemberships(memberships: readonly ReportMembership[]) {
  return {
    memberships: memberships.length,
    dormantMemberships: count(memberships, ({ dormant }) => dormant === true),
    endingSoon: count(memberships, ({ ends }) => ends === 'soon'),
    ended: count(memberships, ({ ends }) => ends === 'ended'),
    outsideDomains: count(memberships, ({ outsideDomains }) => outsideDomains === true),
  };
}

function countOpen(organizations: readonly ReportOrganization[]): number {
  return count(organizations, ({ registrations }) => registrations === 'open');
}

function count<Row>(rows: readonly Row[], isCounted: (row: Row) => boolean): number {
  return rows.reduce((sum, row) => sum + Number(isCounted(row)), 0);
}
