// Describes the memberships of the report: dates, roles, whether the address is in an allowed domain, and the line that lists it.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { AccessMember, AccessPerson } from '../model/access.js';
import type { ReportMembership, ReportOrganization } from '../model/results/access-report.js';
import type { Day } from '../model/day.js';
import { isDormantThere, lastSeenThere } from './activity.js';
import type { DescribedPerson } from './describe-people.js';
import { describeTerms, indexListings, isOutside } from './describe-terms.js';
import type { Listed } from './describe-terms.js';
import type { UnitedFacts } from './unite-facts.js';

export interface MembershipsInput {
  readonly organizations: readonly ReportOrganization[];
  readonly people: readonly DescribedPerson[];
  readonly united: UnitedFacts;
  readonly matches: readonly OrganizationMatch[];
  /** The people as Kinde listed them, whose addresses the files' entries match. */
  readonly listed: readonly AccessPerson[];
  /** A membership without access since this time is dormant. */
  readonly limit: string;
  readonly today: Day;
}

/** Returns the memberships in the order of organizations, then of people. */
export function describeMemberships(input: MembershipsInput): readonly ReportMembership[] {
  const { organizations, people, united, limit, today } = input;
  const byId = new Map(people.map((person, position) => [person.shown.id, { person, position }]));
  const managed = findManaged(input);
  return organizations.flatMap((organization) =>
    (united.members.get(organization.code) ?? [])
      .flatMap((member) => {
        const found = byId.get(member.userId);
        return found === undefined ? [] : [{ ...found, member }];
      })
      .sort((one, other) => one.position - other.position)
      .map((pair) => describeMembership(organization, pair, { managed, limit, today })),
  );
}

/** Listings by organization code, then by user id. */
type Managed = ReadonlyMap<string, ReadonlyMap<string, Listed>>;

/** Returns the listing of each managed membership. One that holds takes precedence over an ended one. */
function findManaged({ matches, listed, united: { members } }: MembershipsInput): Managed {
  const index = indexPeople(listed, members.values());
  const managed = new Map<string, ReadonlyMap<string, Listed>>();
  for (const { desired, live } of matches) {
    if (live !== null && members.has(live.code))
      managed.set(
        live.code,
        indexListings(desired, (listing) => index.findIds(listing)),
      );
  }
  return managed;
}

interface Pair {
  readonly person: DescribedPerson;
  readonly member: AccessMember;
}

function describeMembership(
  { code, allowedDomains }: ReportOrganization,
  { person, member }: Pair,
  { managed, limit, today }: Pick<MembershipsInput, 'limit' | 'today'> & { readonly managed: Managed },
): ReportMembership {
  const lastSeen = lastSeenThere(member, person.facts, code);
  const { neverSignedIn } = person.activity;
  const there = { lastSeen, neverSignedIn, since: member.joinedOn };
  return {
    organization: code,
    person: member.userId,
    roles: member.roles,
    joinedOn: member.joinedOn,
    lastSeen,
    dormant: isDormantThere(there, person.activity, limit),
    suspended: isSuspendedThere(member, person.facts),
    outsideDomains: isOutside(person.facts.emails, allowedDomains),
    ...describeTerms(managed.get(code)?.get(member.userId), today),
  };
}

/** Kinde marks a membership in the member list and a person in the list of people; either mark counts. */
function isSuspendedThere(member: AccessMember, person: AccessPerson): boolean | null {
  return member.isSuspended === true || person.isSuspended === true
    ? true
    : (member.isSuspended ?? person.isSuspended);
}
