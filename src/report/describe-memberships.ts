// The memberships of the report: since when, last seen, inside the allowed domains or not, and which line lists them.
import type { AccessMember } from '../model/access.js';
import type { ReportMembership, ReportOrganization } from '../model/access-report.js';
import { domainOf } from '../model/email.js';
import type { DescribedPerson } from './describe-people.js';
import { isDormantThere, lastSeenThere } from './judge-activity.js';
import type { UnitedFacts } from './unite-facts.js';

export interface MembershipsInput {
  readonly organizations: readonly ReportOrganization[];
  readonly people: readonly DescribedPerson[];
  readonly united: UnitedFacts;
  readonly managed: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly limit: string;
}

/** Returns the memberships in the order of organizations, then of people. */
export function describeMemberships(input: MembershipsInput): readonly ReportMembership[] {
  const { organizations, people, united } = input;
  const byId = new Map(people.map((person, position) => [person.shown.id, { person, position }]));
  return organizations.flatMap((organization) =>
    (united.members.get(organization.code) ?? [])
      .flatMap((member) => {
        const found = byId.get(member.userId);
        return found === undefined ? [] : [{ ...found, member }];
      })
      .sort((one, other) => one.position - other.position)
      .map(({ person, member }) => describeMembership(organization, { person, member }, input)),
  );
}

interface Pair {
  readonly person: DescribedPerson;
  readonly member: AccessMember;
}

function describeMembership(
  { code, allowedDomains }: ReportOrganization,
  { person, member }: Pair,
  { managed, limit }: MembershipsInput,
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
    outsideDomains: isOutside(person.facts.emails, allowedDomains),
    managedBy: managed.get(code)?.get(member.userId) ?? null,
  };
}

/** One address inside is enough, as a person is matched by any of them. */
function isOutside(emails: readonly string[], allowed: readonly string[] | null): boolean | null {
  if (allowed === null || emails.length === 0) return null;
  return !emails.some((email) => allowed.includes(domainOf(email)));
}
