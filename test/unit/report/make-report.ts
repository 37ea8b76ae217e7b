// Makes a report that has one given name in every place of a name.
import type { AccessReport } from '../../../src/model/results/access-report.js';
import { wayNames } from '../../../src/model/ways-in.js';
import type { ReportWay, WayState } from '../../../src/model/ways-in.js';

const states: readonly WayState[] = ['open', 'closed', 'unknown', 'not-looked-at'];

/** Returns a row for each way and state, with the given name in every text. */
export function makeWaysOf(name: string, organization = `${name}-code`): readonly ReportWay[] {
  const texts = { subject: name, roles: [name, 'admin'], holders: 1, detail: `Because of ${name}` };
  const row = { organization, since: '2026-11-01T00:00:00Z', ...texts };
  return wayNames.flatMap((way) => states.map((state) => ({ ...row, way, state })));
}

/** Returns a report of one member, one person in no organization and one invitation; all, and the organization, have the name. */
export function makeReportOf(name: string): AccessReport {
  const person = {
    email: `${name}@acme.example`,
    emails: [`${name}@acme.example`, `${name}@home.example`],
    name,
    createdOn: '2026-01-01T00:00:00Z',
    lastSeen: null,
    neverSignedIn: false,
    dormant: null,
    suspended: null,
    protected: true,
    leaver: true,
  };
  const counts = { dormantPeople: 0, neverSignedIn: 0, unknownActivity: 2, dormantMemberships: 0 };
  return {
    formatVersion: '1',
    generatedOn: '2026-11-22T12:00:00Z',
    environment: { domain: name, code: name, name },
    whole: true,
    configured: true,
    dormantAfterDays: 90,
    summary: {
      ...counts,
      organizations: 1,
      openOrganizations: 1,
      people: 2,
      memberships: 1,
      withoutOrganization: 1,
      outsideDomains: 1,
      protectedPeople: 2,
      suspendedPeople: 0,
      leavers: 2,
      endingSoon: 0,
      ended: 0,
      invitations: 1,
      notManaged: 0,
    },
    organizations: [
      {
        code: `${name}-code`,
        name,
        handle: name,
        externalId: name,
        default: false,
        registrations: 'open',
        managed: 'exact',
        source: `${name}:1:1`,
        allowedDomains: [name],
        members: 1,
      },
    ],
    people: [
      { ...person, id: `${name}-in`, memberships: 1 },
      { ...person, id: `${name}-out`, memberships: 0 },
    ],
    memberships: [
      {
        organization: `${name}-code`,
        person: `${name}-in`,
        roles: ['admin', 'member'],
        joinedOn: null,
        lastSeen: null,
        dormant: null,
        suspended: null,
        outsideDomains: true,
        managedBy: `${name}:2:3`,
        until: '2027-01-31',
        ends: 'later',
        reason: name,
      },
    ],
    invitations: [
      {
        organization: `${name}-code`,
        email: name,
        person: null,
        roles: [name, 'admin'],
        invitedOn: '2026-11-01T00:00:00Z',
        mailed: true,
        protected: false,
        leaver: false,
        outsideDomains: true,
        managedBy: `${name}:3:3`,
        until: '2026-12-01',
        ends: 'soon',
        reason: name,
      },
    ],
    warnings: [{ code: 'lists-disagree', message: name }],
    reads: [{ list: 'people', pages: 1, complete: true }],
    requests: { GET: 4 },
  };
}

/** Returns the report with a decision about each membership, and with every change, all with the given name. */
export function withReview(report: AccessReport, name: string): AccessReport {
  const review = { decision: 'remove', reviewer: name, reviewedOn: '2026-11-20' } as const;
  const memberships = report.memberships.map((membership, row) => ({
    ...membership,
    review: row % 2 === 0 ? review : null,
  }));
  const changes = (['joined', 'left', 'roles'] as const).map((change) => ({
    change,
    organization: `${name}-gone`,
    organizationName: name,
    person: `${name}-${change}`,
    email: `${name}@acme.example`,
    name,
    rolesBefore: [name],
    rolesNow: [name, 'admin'],
  }));
  return {
    ...report,
    memberships,
    review: {
      file: name,
      keep: 0,
      remove: Math.ceil(memberships.length / 2),
      undecided: 0,
      removed: 1,
      unmatched: 1,
    },
    since: { generatedOn: '2026-08-22T12:00:00Z', joined: 1, left: 1, roles: 1, rolesUnknown: 1, changes },
  };
}
