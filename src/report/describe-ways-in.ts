// Describes the ways into each organization beside its list of members: at least one row for each way, so that "not looked
// at" never looks like "none".
import type { ReportMembership, ReportOrganization } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import { countNoun } from '../model/text/count-noun.js';
import type { DesiredState } from '../model/desired.js';
import { groupBy } from '../model/group-by.js';
import type { LiveInvitation } from '../model/invitation.js';
import { wayNames } from '../model/ways-in.js';
import type {
  AddingRole,
  LiveConnections,
  Looked,
  ReportWay,
  WayName,
  WaysInFacts,
} from '../model/ways-in.js';

export interface WaysInInput {
  readonly organizations: readonly ReportOrganization[];
  readonly memberships: readonly ReportMembership[];
  readonly facts: WaysInFacts;
  /** Null without a configuration. */
  readonly desired: DesiredState | null;
}

/** The fields that differ between ways. */
type Way = Pick<ReportWay, 'state' | 'detail'> & Partial<Omit<ReportWay, 'organization' | 'way'>>;

/** Returns the ways in the order of the organizations, each in the order of `wayNames`, then by subject. */
export function describeWaysIn(input: WaysInInput): readonly ReportWay[] {
  const { organizations, facts, desired } = input;
  const members = groupBy(input.memberships, ({ organization }) => organization);
  return organizations.flatMap((organization) => {
    const { code } = organization;
    const ways: Readonly<Record<WayName, readonly Way[]>> = {
      registrations: describeRegistrations(organization, facts.domains.get(code)),
      invitation: describeInvitations(organization, facts.invitations.get(code)),
      connection: describeConnections(facts.connections.get(code)),
      role: describeRoles(facts.addingRoles, members.get(code) ?? []),
      directory: [directory],
      'default-organization': organization.default ? [describeSwitch(desired)] : [],
    };
    return wayNames.flatMap((way) => ways[way].map((one) => complete(code, way, one)).sort(compareSubjects));
  });
}

function complete(organization: string, way: WayName, one: Way): ReportWay {
  return { organization, way, subject: null, roles: null, holders: null, since: null, ...one };
}

function compareSubjects(one: ReportWay, other: ReportWay): number {
  return compareText(one.subject ?? '', other.subject ?? '');
}

const directory: Way = {
  state: 'not-looked-at',
  detail: "Kinde's answer about directories holds their secrets, so kinde-sync does not ask for it.",
};

/** The reading asks for every organization. A missing answer is a gap all the same. */
const notAsked = { why: 'kinde-sync did not ask.' };

function notLookedAt({ why }: { readonly why: string }): readonly Way[] {
  return [{ state: 'not-looked-at', detail: why }];
}

function describeRegistrations(
  { registrations }: ReportOrganization,
  looked: Looked<readonly string[] | null> = notAsked,
): readonly Way[] {
  if (registrations === 'closed') return [{ state: 'closed', detail: 'Registrations are closed.' }];
  if (registrations === 'unknown')
    return [{ state: 'unknown', detail: 'Kinde does not say whether registrations are open.' }];
  const open = (detail: string): readonly Way[] => [{ state: 'open', detail }];
  if ('why' in looked)
    return open(`People may register. The allowed domains were not looked at: ${looked.why}`);
  if (looked.value === null) return open('People may register. Kinde does not say from which domains.');
  if (looked.value.length === 0) return open("Anyone with the organization's code may register.");
  const detail = 'People of this domain may register. No call tells whether Kinde also adds them by itself.';
  return looked.value.map((subject) => ({ state: 'open', subject, detail }));
}

/** By Kinde's documentation, closed registrations stop invited people, too. This is not certain, so the way counts as open. */
function describeInvitations(
  { registrations }: ReportOrganization,
  looked: Looked<readonly LiveInvitation[]> = notAsked,
): readonly Way[] {
  if ('why' in looked) return notLookedAt(looked);
  if (looked.value.length === 0) return [{ state: 'closed', detail: 'No invitation is pending.' }];
  const closed = registrations === 'closed' ? ' Closed registrations may stop it.' : '';
  return looked.value.map(({ email, roles, createdOn, isSent }) => ({
    state: 'open',
    subject: email,
    roles,
    since: createdOn,
    detail: `${isSent === false ? 'Pending; Kinde did not mail it.' : 'Pending.'}${closed}`,
  }));
}

/** Kinde's social strategies let people sign in and never add them to an organization. */
const social = /^oauth2:(?!azure_ad$)/;

function describeConnections(looked: Looked<LiveConnections> = notAsked): readonly Way[] {
  if ('why' in looked) return notLookedAt(looked);
  const { rows, isWhole } = looked.value;
  const found = rows
    .filter(({ strategy }) => strategy === null || !social.test(strategy))
    .map(({ id, name, strategy }): Way => ({
      state: 'open',
      subject: name ?? id,
      detail: `Switched on${strategy === null ? '' : ` (${strategy})`}. No call reads its options, such as whether its people join by themselves.`,
    }));
  const rest = isWhole
    ? []
    : notLookedAt({ why: 'Kinde has further connections, and its call has no second page.' });
  if (found.length + rest.length > 0) return [...found, ...rest];
  return [{ state: 'closed', detail: 'No enterprise connection is switched on.' }];
}

function describeRoles(
  looked: Looked<readonly AddingRole[]>,
  members: readonly ReportMembership[],
): readonly Way[] {
  if ('why' in looked) return notLookedAt(looked);
  const held = looked.value.flatMap(({ key }): readonly Way[] => {
    const holders = members.filter(({ roles }) => roles?.includes(key) === true).length;
    if (holders === 0) return [];
    const who = countNoun(holders, 'member holds', 'members hold');
    return [
      { state: 'open', subject: key, holders, detail: `${who} it and may add others in Kinde's portal.` },
    ];
  });
  const untold = members.filter(({ roles }) => roles === null).length;
  const unknown: readonly Way[] =
    untold === 0 || looked.value.length === 0
      ? []
      : [{ state: 'unknown', detail: `Kinde does not show the roles of ${countNoun(untold, 'member')}.` }];
  if (held.length + unknown.length > 0) return [...held, ...unknown];
  return [{ state: 'closed', detail: 'No member holds a role that may add members.' }];
}

/** No call reads the switch, so only a person's attestation tells its value. */
function describeSwitch(desired: DesiredState | null): Way {
  const own = desired?.environment.signUp.find(({ setting }) => setting === 'signUpToDefaultOrganization');
  const unread = 'No call reads the switch "Sign users up to the default organization"';
  if (own === undefined)
    return { state: 'not-looked-at', detail: `${unread}, and the files do not state it.` };
  const { status, value } = own;
  if (status.is === 'attested') {
    const detail = `${status.by} attested it as ${value ? 'on' : 'off'} on ${status.at.slice(0, 10)}.`;
    return { state: value ? 'open' : 'closed', since: status.at, detail };
  }
  const reasons = {
    never: 'no one has attested it',
    otherwise: 'its attestation has another value than the files',
    expired: 'its attestation has expired',
  };
  return { state: 'not-looked-at', detail: `${unread}, and ${reasons[status.is]}.` };
}
