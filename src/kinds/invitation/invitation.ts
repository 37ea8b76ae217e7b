// The kind of invitations by mail. An address that no one in Kinde has is invited where the entry says `newcomers: invite`, and
// a pending invitation whose address is no longer listed is revoked. No output holds the link of an invitation.
import type { Change, InvitationChange, Invite, RevokeInvitation } from '../../model/change.js';
import { organizationKey } from '../../model/change.js';
import { normalizeEmail } from '../../model/email.js';
import { nothing } from '../../model/read-needs.js';
import { describeTerms } from '../change-words.js';
import { usual } from '../kind.js';
import type { Inversion, Kind, KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { groupByOrganization } from '../../model/group-by.js';
import { mayRemove } from '../membership/member-lists.js';
import { conflict, done, pending } from '../status.js';
import type { Status } from '../status.js';
import { nothingTouched } from '../touched.js';
import { diffInvitations } from './diff-invitations.js';
import { listPending, rolesOf } from './list-pending.js';
import { invitesNewcomers } from './split-invitees.js';
import { revokeInvitations, sendInvitations } from './write-invitations.js';

export const invitation: Kind<InvitationChange> = {
  ...usual,
  name: 'invitation',
  owns: (change: Change): change is InvitationChange => change.resource === 'invitation',
  needs: (_, { matches }) => {
    const codes = matches.flatMap(({ desired, live }) =>
      live !== null && invitesNewcomers(desired) ? [live.code] : [],
    );
    return { ...nothing, invitations: new Set(codes) };
  },
  diff: diffInvitations,
  stepOf: ({ action }) => (action === 'invite' ? 'people' : 'removals'),
  operations: ({ organizations, leavers = [] }) => {
    const inviting = organizations.filter(invitesNewcomers);
    return {
      listInvitations: inviting.length > 0,
      createInvitation: inviting.some(({ members = [] }) => members.some(({ email }) => email !== null)),
      revokeInvitation:
        inviting.some(mayRemove) || (inviting.length > 0 && leavers.some(({ email }) => email !== null)),
    };
  },
  cost: (changes) => {
    const createInvitation = changes.filter(({ action }) => action === 'invite').length;
    return { createInvitation, revokeInvitation: changes.length - createInvitation };
  },
  // The pending invitations are read before the first mail and before the first revocation of each organization.
  confirmingReads: (changes) => {
    const existing = changes.filter(({ organization }) => organization.code !== null);
    return new Set(existing.map(({ action, organization }) => `${action} ${organizationKey(organization)}`))
      .size;
  },
  write: async (changes, run) => {
    const invites = changes.filter((change) => change.action === 'invite');
    const revocations = changes.filter((change) => change.action === 'revoke');
    await Promise.all([
      ...[...groupByOrganization(invites).values()].map((group) => sendInvitations(group, run)),
      ...[...groupByOrganization(revocations).values()].map((group) => revokeInvitations(group, run)),
    ]);
  },
  // The owner of the address tells an undo that the invitation was accepted.
  touches: ({ action, organization, email }) => ({
    ...nothingTouched,
    invitations: [organization],
    emails: action === 'invite' ? [email] : [],
  }),
  status: statusOfInvitation,
  invert: (change, live, ids) => {
    if (change.action === 'invite') return invertInvite(change, live, ids);
    return {
      irreversible: 'A new invitation would send another email, and undo sends none.',
      advice: 'If the person should join, list them: the next apply invites them.',
    };
  },
  deeds: (change) => {
    const { action, organization, email } = change;
    const roles = action === 'invite' ? [change.roles] : [];
    return [
      JSON.stringify([action, 'invitation', organizationKey(organization), normalizeEmail(email), ...roles]),
    ];
  },
  describe: (change) => {
    const { email: subject } = change;
    if (change.action === 'revoke')
      return [
        { sign: '-', subject, detail: `invitation is revoked${describeEnd(change)}`, section: 'revoked' },
      ];
    return [
      { sign: '+', subject, detail: `is invited by email${describeTerms(change)}`, section: 'invited' },
    ];
  },
  describeMiss: ({ action, email, organization: { name } }) =>
    action === 'invite' ? `${email} is not invited into ${name}` : `${email} is still invited into ${name}`,
};

function describeEnd({ leaver, until }: RevokeInvitation): string {
  if (leaver === true) return ': leaver';
  return until === undefined ? '' : `: listed until ${until}`;
}

/** An invitation that was accepted meanwhile counts as sent: its person is a member. */
function statusOfInvitation(change: InvitationChange, live: LiveIndex, ids: KnownIds): Status {
  const { action, organization, email } = change;
  const code = ids.codeOf(organization);
  const invitations = code === null ? undefined : live.invitationsOf(code);
  if (code === null || invitations === undefined)
    return conflict(`${organization.name} no longer exists, or its invitations are no longer managed.`);
  const isPending = listPending(invitations).has(normalizeEmail(email));
  if (action === 'revoke') return isPending ? pending : done;
  return isPending || hasJoined(email, code, live) ? done : pending;
}

function hasJoined(email: string, code: string, live: LiveIndex): boolean {
  return live
    .ownersOf(email)
    .some(
      (userId) =>
        live.member(code, userId) !== undefined ||
        live.person(userId)?.organizations?.includes(code) === true,
    );
}

function invertInvite(
  { organization, email, source }: Invite,
  live: LiveIndex,
  ids: KnownIds,
): Inversion<InvitationChange> {
  const code = ids.codeOf(organization);
  const open = listPending(live.invitationsOf(code ?? '') ?? []).get(normalizeEmail(email));
  if (open === undefined) {
    return {
      irreversible: 'The invitation was accepted or revoked.',
      advice: 'To remove the person again, delete them from the list, then plan and apply.',
    };
  }
  const ref = { ...organization, code };
  return {
    change: {
      action: 'revoke',
      resource: 'invitation',
      organization: ref,
      email,
      roles: rolesOf(open),
      source,
    },
  };
}
