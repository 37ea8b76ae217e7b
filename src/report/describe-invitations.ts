// Describes the pending invitations of the report: the people who may join, and the lines that list them.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import { isProtected } from '../kinds/person/protection.js';
import type { ReportInvitation, ReportOrganization, ReportPerson } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import { countNoun } from '../model/text/count-noun.js';
import type { Day } from '../model/day.js';
import type { DesiredState } from '../model/desired.js';
import { normalizeEmail } from '../model/email.js';
import type { Notice } from '../model/notice.js';
import type { LiveInvitation } from '../model/invitation.js';
import type { Looked } from '../model/ways-in.js';
import { describeTerms, isOutside } from './describe-terms.js';
import type { Listed } from './describe-terms.js';

/** By organization code. An organization that was not asked for is absent. */
export type LookedInvitations = ReadonlyMap<string, Looked<readonly LiveInvitation[]>>;

export interface InvitationsInput {
  readonly organizations: readonly ReportOrganization[];
  readonly people: readonly ReportPerson[];
  readonly matches: readonly OrganizationMatch[];
  readonly looked: LookedInvitations;
  /** Null without a configuration. */
  readonly desired: DesiredState | null;
  readonly today: Day;
}

/** Returns the invitations in the order of organizations, then of addresses; null if no organization was looked at. */
export function describeInvitations(input: InvitationsInput): readonly ReportInvitation[] | null {
  const { organizations, people, matches, looked } = input;
  if (![...looked.values()].some((one) => 'value' in one)) return null;
  const owners = new Map(people.flatMap(({ emails, id }) => emails.map((email) => [email, id] as const)));
  const leavers = new Set((input.desired?.leavers ?? []).map(({ email }) => email));
  const entries = new Map(matches.map(({ desired, live }) => [live?.code, desired]));
  return organizations.flatMap((organization) => {
    const found = looked.get(organization.code);
    if (found === undefined || 'why' in found) return [];
    const { members = [], ended = [] } = entries.get(organization.code) ?? {};
    const listings = new Map<string | null, Listed>([...ended, ...members].map((one) => [one.email, one]));
    return found.value
      .map((invitation) => describeInvitation(invitation, organization, { input, owners, leavers, listings }))
      .sort((one, other) => compareText(one.email ?? '\uffff', other.email ?? '\uffff'));
  });
}

/** Returns a notice for the organizations whose invitations could not be read, so that they do not look like none. */
export function notifyUnread(looked: LookedInvitations): readonly Notice[] {
  const reasons = [...looked.values()].flatMap((one) => ('why' in one ? [one.why] : []));
  const [why] = reasons;
  if (why === undefined) return [];
  const where = countNoun(reasons.length, 'organization');
  const message = `The pending invitations of ${where} were not read: ${why}`;
  return [{ code: 'invitations-not-read', message }];
}

interface Known {
  readonly input: InvitationsInput;
  /** User ids by address. */
  readonly owners: ReadonlyMap<string, string>;
  /** The addresses of leavers. */
  readonly leavers: ReadonlySet<string | null>;
  /** The listings of the organization by address. */
  readonly listings: ReadonlyMap<string | null, Listed>;
}

function describeInvitation(
  { email, roles, createdOn, isSent }: LiveInvitation,
  { code, allowedDomains }: ReportOrganization,
  { input: { desired, today }, owners, leavers, listings }: Known,
): ReportInvitation {
  const address = email === null ? null : normalizeEmail(email);
  const addresses = address === null ? [] : [address];
  return {
    organization: code,
    email,
    person: owners.get(address ?? '') ?? null,
    roles,
    invitedOn: createdOn,
    mailed: isSent,
    protected: desired !== null && isProtected(addresses, desired.safety),
    leaver: address !== null && leavers.has(address),
    outsideDomains: isOutside(addresses, allowedDomains),
    ...describeTerms(address === null ? undefined : listings.get(address), today),
  };
}
