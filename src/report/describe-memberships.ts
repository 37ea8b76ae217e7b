// Describes the memberships of the report: dates, roles, whether the address is in an allowed domain, and the line that lists it.
import { findSuspended } from '../kinds/membership/find-suspended.js';
import type { IsSuspended } from '../kinds/membership/find-suspended.js';
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
  const isSuspended = findSuspended(united.members, united.people.values());
  return organizations.flatMap((organization) =>
    (united.members.get(organization.code) ?? [])
      .flatMap((member) => {
        const found = byId.get(member.userId);
        return found === undefined ? [] : [{ ...found, member }];
      })
      .sort((one, other) => one.position - other.position)
      .map((pair) => describeMembership(organization, pair, { managed, isSuspended, limit, today })),
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

interface Rules extends Pick<MembershipsInput, 'limit' | 'today'> {
  readonly managed: Managed;
  readonly isSuspended: IsSuspended;
}

function describeMembership(
  { code, allowedDomains }: ReportOrganization,
  { person, member }: Pair,
  { managed, isSuspended, limit, today }: Rules,
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
    suspended: isSuspended(code, member.userId) || (member.isSuspended ?? person.facts.isSuspended),
    outsideDomains: isOutside(person.facts.emails, allowedDomains),
    ...describeTerms(managed.get(code)?.get(member.userId), today),
  };
}
