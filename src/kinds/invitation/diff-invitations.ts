// Diffs listed addresses and pending invitations. A pending invitation is a state: it is neither sent again nor changed.
import type { InvitationChange, Invite, RevokeInvitation } from '../../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../../model/comparison.js';
import type { DesiredLeaver, DesiredMember, DesiredState, EndedMember } from '../../model/desired.js';
import type { LiveInvitation } from '../../model/invitation.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import type { Findings } from '../kind.js';
import { notifyAddressChanges } from '../person/notify-address-changes.js';
import { notifySimilarPeople } from '../person/notify-similar-people.js';
import { notifyUnproven } from '../person/notify-unproven.js';
import { isProtected } from '../person/protection.js';
import { listPending, rolesOf } from './list-pending.js';
import {
  describeInvite,
  describeRoles,
  notifyClosed,
  notifyDiffering,
  notifyProtected,
} from './notify-invitations.js';
import { invitesNewcomers } from './split-invitees.js';

/** Returns the invitations to send and to revoke. An invitee with a pending invitation counts as unchanged. */
export function diffInvitations(comparison: Comparison): Findings<InvitationChange> {
  const found = comparison.organizations
    .filter(({ desired }) => invitesNewcomers(desired))
    .map((pair) => diffOrganization(pair, comparison));
  const changes = found.flatMap((one) => one.changes);
  const invites = changes.filter((change) => change.action === 'invite');
  return {
    changes,
    notices: [
      ...found.flatMap(({ notices }) => notices),
      ...notifyUnproven(invites, comparison.live.doubts.absent, describeInvite),
      ...notifyAddressChanges(invites, comparison),
      ...notifySimilarPeople(invites, comparison),
    ],
    unchanged: found.reduce((sum, { unchanged }) => sum + unchanged, 0),
  };
}

/** Returns the number of listed people who have a pending invitation and no person in Kinde yet. */
export function countPending({ organizations, live }: Pick<Comparison, 'organizations' | 'live'>): number {
  return organizations.reduce((sum, { ref, invitees = [] }) => {
    if (invitees.length === 0) return sum;
    const pending = pendingIn(ref, live);
    return sum + invitees.filter(({ email }) => pending.has(email ?? '')).length;
  }, 0);
}

function pendingIn(
  { code }: OrganizationPair['ref'],
  { invitations }: Comparison['live'],
): ReadonlyMap<string, readonly LiveInvitation[]> {
  return listPending(invitations?.get(code ?? '') ?? []);
}

function diffOrganization(pair: OrganizationPair, { desired, live }: Comparison): Findings<InvitationChange> {
  const { ref, invitees = [] } = pair;
  const pending = pendingIn(ref, live);
  const open = invitees.filter(({ email }) => !pending.has(email ?? ''));
  const unlisted = listUnlisted(pair, pending, desired);
  const isKept = ({ email }: Unlisted): boolean => isProtected([email], desired.safety);
  const listed = (pair.desired.members ?? []).filter(({ email }) => pending.has(email ?? ''));
  return {
    changes: [
      ...open.map((one) => toInvite(pair, one)),
      ...unlisted.filter((one) => !isKept(one)).map((one) => toRevocation(pair, one)),
    ],
    notices: [
      ...listed.flatMap((one) => notifyDifference(pair, one, pending.get(one.email ?? '') ?? [])),
      ...unlisted.filter(isKept).map(({ email }) => notifyProtected(pair, email)),
      ...notifyClosed(pair, open.length + listed.length),
    ],
    unchanged: invitees.length - open.length,
  };
}

/** A pending invitation whose address no listing that holds names. */
interface Unlisted {
  readonly email: string;
  readonly invitations: readonly LiveInvitation[];
  readonly ended: EndedMember | null;
  readonly leaver: DesiredLeaver | null;
}

/** An additive list revokes only invitations of ended listings and of leavers. */
function listUnlisted(
  { desired }: OrganizationPair,
  pending: ReadonlyMap<string, readonly LiveInvitation[]>,
  { leavers = [] }: DesiredState,
): readonly Unlisted[] {
  if (pending.size === 0) return [];
  const listed = new Set((desired.members ?? []).map(({ email }) => email));
  const endings = new Map((desired.ended ?? []).map((one) => [one.email, one]));
  const leaving = new Map(leavers.map((one) => [one.email, one]));
  return [...pending].flatMap(([email, invitations]) => {
    const ended = endings.get(email) ?? null;
    const leaver = leaving.get(email) ?? null;
    const isGone = ended !== null || leaver !== null || desired.membership === 'exact';
    return !listed.has(email) && isGone ? [{ email, invitations, ended, leaver }] : [];
  });
}

function toInvite({ ref, desired: entry }: OrganizationPair, { desired, email }: MemberPair): Invite {
  const { firstName, lastName, roles = [], until, reason, place = entry.place } = desired ?? {};
  return {
    action: 'invite',
    resource: 'invitation',
    organization: ref,
    email: email ?? '',
    roles: roles.map(({ key }) => key),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
    source: formatPlace(place),
  };
}

function toRevocation(
  { ref, desired }: OrganizationPair,
  { email, invitations, ended, leaver }: Unlisted,
): RevokeInvitation {
  return {
    action: 'revoke',
    resource: 'invitation',
    organization: ref,
    email,
    roles: rolesOf(invitations),
    ...(ended === null || leaver !== null ? {} : { until: ended.until }),
    ...(leaver === null ? {} : { leaver: true }),
    source: formatPlace((leaver ?? ended ?? desired).place),
  };
}

/** An invitation can't be changed. Its roles count only if the files manage the roles of its person. */
function notifyDifference(
  { ref }: OrganizationPair,
  { email, roles, place }: DesiredMember,
  invitations: readonly LiveInvitation[],
): readonly Notice[] {
  if (roles === undefined || email === null) return [];
  const wanted = describeRoles(roles.map(({ key }) => key));
  const given = describeRoles(rolesOf(invitations));
  if (wanted === given) return [];
  return [notifyDiffering({ organization: ref, email, given, wanted, source: formatPlace(place) })];
}
