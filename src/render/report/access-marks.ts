// The marks of the report's rows, one letter each: badges and filters of the page show them.
import type {
  AccessReport,
  ReportInvitation,
  ReportMembership,
  ReportOrganization,
  ReportPerson,
} from '../../model/results/access-report.js';
import type { Mark } from '../../model/results/page-data.js';
import { membershipKey } from '../../model/results/report-change.js';

/** The person and the organization of a membership. */
export interface Surroundings {
  readonly person: ReportPerson;
  readonly organization: ReportOrganization;
  readonly configured: boolean;
}

/** Returns the marks of a membership, without those of a comparison with an earlier report. */
export function markMembership(
  membership: ReportMembership,
  { person, organization, configured }: Surroundings,
): string {
  const { dormant, lastSeen, review } = membership;
  return [
    mark('d', dormant === true),
    mark('n', person.neverSignedIn),
    mark('k', lastSeen === null && !person.neverSignedIn),
    markTerms(membership, configured),
    markStanding({ ...person, suspended: membership.suspended }),
    mark('r', organization.registrations === 'open'),
    mark('y', review?.decision === 'remove'),
    mark('z', review === null),
  ].join('');
}

/** Returns the marks of an invitation. An invited address has no marks of a person who signs in. */
export function markInvitation(
  invitation: ReportInvitation,
  { registrations }: ReportOrganization,
  configured: boolean,
): string {
  return [
    markTerms(invitation, configured),
    mark('j', true),
    markStanding({ ...invitation, suspended: null }),
    mark('r', registrations === 'open'),
  ].join('');
}

/** Returns the marks of a membership that is new or has other roles since the earlier report. */
export function markChanges({ since }: AccessReport): (membership: ReportMembership) => string {
  const changes = new Map((since?.changes ?? []).map((one) => [membershipKey(one), one.change]));
  return (membership) => {
    const change = changes.get(membershipKey(membership));
    return `${mark('a', change === 'joined')}${mark('c', change === 'roles')}`;
  };
}

/** Returns the marks of a person in no organization. */
export function markWithout(person: ReportPerson): string {
  const { dormant, neverSignedIn, lastSeen } = person;
  return [
    mark('d', dormant === true),
    mark('n', neverSignedIn),
    mark('k', lastSeen === null && !neverSignedIn),
    markStanding(person),
    mark('w', true),
  ].join('');
}

/** The marks of a listing and of its person's address, which memberships and invitations share. */
function markTerms(
  { outsideDomains, managedBy, ends }: Pick<ReportMembership, 'outsideDomains' | 'managedBy' | 'ends'>,
  configured: boolean,
): string {
  return [
    mark('o', outsideDomains === true),
    mark('u', configured && managedBy === null),
    mark('e', ends === 'soon'),
    mark('x', ends === 'ended'),
  ].join('');
}

/** Returns the marks of an organization. */
export function markOrganization(
  { managed, registrations }: ReportOrganization,
  configured: boolean,
): string {
  return `${mark('u', configured && managed === null)}${mark('r', registrations === 'open')}`;
}

/** Returns the marks of a person wherever they are. */
export function markStanding(person: Pick<ReportPerson, 'protected' | 'leaver' | 'suspended'>): string {
  return `${mark('p', person.protected)}${mark('v', person.leaver)}${mark('s', person.suspended === true)}`;
}

function mark(letter: Mark, isSet: boolean): string {
  return isSet ? letter : '';
}
