// Converts the report to the compact form inside its page. Every text is escaped here: control and bidirectional
// characters become their code points.
import type {
  AccessReport,
  ReportInvitation,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
} from '../../model/results/access-report.js';
import type {
  PageChange,
  PageData,
  PageMembership,
  PageOrganization,
  PagePerson,
  PageReview,
  PageTerms,
  PageWay,
} from '../../model/results/page-data.js';
import type { ReportChange } from '../../model/results/report-change.js';
import type { ReportWay } from '../../model/ways-in.js';
import {
  markChanges,
  markInvitation,
  markMembership,
  markOrganization,
  markStanding,
  markWithout,
} from './access-marks.js';
import { toSafeText } from '../safe-text.js';

/** Returns the data of the page; times are cut to days. */
export function toPageData(report: AccessReport): PageData {
  const { organizations, people, memberships, dormantAfterDays, configured } = report;
  const places = new Map(organizations.map(({ code }, position) => [code, position]));
  const persons = new Map(people.map(({ id }, position) => [id, position]));
  const roles = new Map<string, number>();
  const changed = markChanges(report);
  const within = memberships.flatMap((membership): readonly PageMembership[] => {
    const place = places.get(membership.organization);
    const position = persons.get(membership.person);
    const person = people[position ?? -1];
    const organization = organizations[place ?? -1];
    if (place === undefined || position === undefined || !person || !organization) return [];
    const marks = `${markMembership(membership, { person, organization, configured })}${changed(membership)}`;
    const { joinedOn, lastSeen, managedBy } = membership;
    const role = findRoles(roles, membership.roles);
    const row = [place, position, role, toDay(joinedOn), toDay(lastSeen), marks] as const;
    return [[...row, toSafeText(managedBy ?? ''), ...listTerms(membership)]];
  });
  const invited = listInvited(report, { places, persons, roles });
  const rows = joinRows(within, invited.rows);
  return {
    dormantAfterDays,
    isConfigured: configured,
    organizations: organizations.map((one) => toPageOrganization(one, configured)),
    people: [...people.map(toPagePerson), ...invited.people],
    roles: [...roles.keys()].map(toSafeText),
    memberships: [...rows, ...listWithout(report)],
    ...listReviews(report, { within, rows }),
    ...(report.since === undefined ? {} : { changes: report.since.changes.map(toPageChange) }),
    ...(report.waysIn === undefined ? {} : { ways: report.waysIn.flatMap((way) => toPageWay(way, places)) }),
  };
}

/** `within` has the rows of `memberships`, since every membership has its organization and its person; `rows` has more. */
function listReviews(
  { review, memberships }: AccessReport,
  { within, rows }: Readonly<Record<'within' | 'rows', readonly PageMembership[]>>,
): Pick<PageData, 'reviews'> {
  if (review === undefined) return {};
  const positions = new Map(rows.map((row, position) => [row, position]));
  return {
    reviews: within.flatMap((row, index): readonly PageReview[] => {
      const own = memberships[index]?.review ?? null;
      const position = positions.get(row);
      if (own === null || position === undefined) return [];
      return [[position, own.decision, toSafeText(own.reviewer), own.reviewedOn]];
    }),
  };
}

function toPageChange({ change, ...one }: ReportChange): PageChange {
  return {
    change,
    code: toSafeText(one.organization),
    organization: toSafeText(one.organizationName),
    id: toSafeText(one.person),
    email: toSafeText(one.email ?? ''),
    name: toSafeText(one.name),
    before: change === 'joined' ? '' : nameRoles(one.rolesBefore),
    now: change === 'left' ? '' : nameRoles(one.rolesNow),
  };
}

function nameRoles(roles: readonly string[] | null): string {
  if (roles === null) return 'unknown';
  return roles.length === 0 ? 'none' : toSafeText(roles.join(', '));
}

function toPageWay(one: ReportWay, places: ReadonlyMap<string, number>): readonly PageWay[] {
  const { organization, way, state, subject, roles, since, detail } = one;
  const place = places.get(organization);
  if (place === undefined) return [];
  return [
    {
      place,
      way,
      state,
      subject: toSafeText(subject ?? ''),
      roles: toSafeText(roles?.join(', ') ?? ''),
      since: toDay(since),
      detail: toSafeText(detail),
    },
  ];
}

/** Few memberships have terms, so the others save their place. */
function listTerms({ until, reason }: Pick<ReportMembership, 'until' | 'reason'>): PageTerms {
  return until === null && reason === null ? [] : [until ?? '', toSafeText(reason ?? '')];
}

/** Lists people in no organization; a report on some organizations knows of no such person. */
function listWithout({ people, whole }: AccessReport): readonly PageMembership[] {
  if (!whole) return [];
  return people.flatMap((person, position): readonly PageMembership[] => {
    if (person.memberships > 0) return [];
    return [[-1, position, -1, '', toDay(person.lastSeen), markWithout(person), '']];
  });
}

interface Positions {
  readonly places: ReadonlyMap<string, number>;
  readonly persons: ReadonlyMap<string, number>;
  readonly roles: Map<string, number>;
}

/** Returns the rows of pending invitations, and a person for each invited address that no reported person has. */
function listInvited(
  { people, organizations, invitations = [], configured }: AccessReport,
  { places, persons, roles }: Positions,
): { readonly people: readonly PagePerson[]; readonly rows: readonly PageMembership[] } {
  const strangers = new Map<string, PagePerson>();
  const positions = new Map<string, number>();
  const rows = invitations.flatMap((one): readonly PageMembership[] => {
    const place = places.get(one.organization);
    const organization = organizations[place ?? -1];
    if (place === undefined || organization === undefined) return [];
    const name = one.email?.toLowerCase() ?? '';
    const known = one.person === null ? undefined : persons.get(one.person);
    const position = known ?? positions.get(name) ?? people.length + strangers.size;
    if (known === undefined) {
      positions.set(name, position);
      strangers.set(name, strangers.get(name) ?? toInvitedPerson(one));
    }
    const marks = markInvitation(one, organization, configured);
    const row = [place, position, findRoles(roles, one.roles), toDay(one.invitedOn), '', marks] as const;
    return [[...row, toSafeText(one.managedBy ?? ''), ...listTerms(one)]];
  });
  return { people: [...strangers.values()], rows };
}

/** The rows of one organization stay together: its members, then its invitations. */
function joinRows(
  within: readonly PageMembership[],
  invited: readonly PageMembership[],
): readonly PageMembership[] {
  return invited.length === 0 ? within : [...within, ...invited].sort(([one], [other]) => one - other);
}

function toInvitedPerson({ email, protected: isProtected, leaver }: ReportInvitation): PagePerson {
  const marks = markStanding({ protected: isProtected, leaver, suspended: null });
  return { id: '', email: toSafeText(email ?? ''), others: '', name: '', created: '', seen: '', marks };
}

function findRoles(known: Map<string, number>, roles: readonly string[] | null): number {
  if (roles === null) return -1;
  const text = roles.join(', ');
  const position = known.get(text) ?? known.size;
  known.set(text, position);
  return position;
}

function toDay(time: string | null): string {
  return time?.slice(0, 10) ?? '';
}

function toPageOrganization(organization: ReportOrganization, configured: boolean): PageOrganization {
  const { code, name, registrations, managed, source, allowedDomains, members } = organization;
  return {
    name: toSafeText(name),
    code: toSafeText(code),
    registrations,
    managed: managed ?? '',
    source: toSafeText(source ?? ''),
    domains: toSafeText(allowedDomains?.join(', ') ?? ''),
    members,
    marks: markOrganization(organization, configured),
  };
}

function toPagePerson(person: ReportPerson): PagePerson {
  const { id, email, emails, name, createdOn, lastSeen } = person;
  return {
    id: toSafeText(id),
    email: toSafeText(email ?? ''),
    others: toSafeText(emails.filter((one) => one !== email?.toLowerCase()).join(' ')),
    name: toSafeText(name),
    created: toDay(createdOn),
    seen: toDay(lastSeen),
    marks: markStanding(person),
  };
}
