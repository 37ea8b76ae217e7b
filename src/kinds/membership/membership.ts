// The kind of memberships in organizations. Adds people, and under `exact` removes everyone whom the files do not name.
// People without an address and protected people stay, with a notice. Never deletes a person.
import type { AddMember, Change, RemoveMember } from '../../model/change.js';
import { organizationKey } from '../../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../../model/comparison.js';
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember } from '../../model/live.js';
import { formatPlace } from '../../model/place.js';
import { describeTerms } from '../change-words.js';
import { splitFilter } from '../../model/split-filter.js';
import type { ReviewSection } from '../change-words.js';
import { usual } from '../kind.js';
import type { Findings, Kind } from '../kind.js';
import { confirmMoves } from './confirm-additions.js';
import { endSessions, listDepartures } from './end-sessions.js';
import { splitAdditions } from './first-additions.js';
import { invertAddition, invertRemoval } from './invert-membership.js';
import { joinNotices, checkLeaving } from './check-leaving.js';
import { nameInKinde } from './name-in-kinde.js';
import type { Leaving } from './check-leaving.js';
import { notifyLeavers } from './find-leavers.js';
import { isUnwanted, mayRemove } from './member-lists.js';
import { findLeftoverRoles, takeLeftoverRoles } from './leftover-roles.js';
import { notifyEnds } from './notify-ends.js';
import { listSignedOut, markLastAccess, markSessions } from './mark-access.js';
import { countBatches } from '../bulk-answers.js';
import { groupByOrganization } from '../../model/group-by.js';
import { needMembers } from './member-needs.js';
import { statusOfAddition, statusOfRemoval } from './membership-status.js';
import { nothingTouched } from '../touched.js';
import { isRemoved, isSignedOut, lastAccess } from './removal-words.js';
import { writeMemberships } from './write-memberships.js';

type Presence = AddMember | RemoveMember;

export const membership: Kind<Presence> = {
  ...usual,
  name: 'membership',
  owns: (change: Change): change is Presence =>
    change.resource === 'member' && (change.action === 'add' || change.action === 'remove'),
  needs: ({ safety, leavers = [] }, { matches }) => needMembers(matches, safety, leavers),
  diff: diffMemberships,
  stepOf: (change) => (change.action === 'add' ? 'additions' : 'removals'),
  operations: ({ organizations, safety, leavers = [] }) => {
    const managed = organizations.filter(({ members }) => members !== undefined);
    const hasLeavers = leavers.length > 0;
    return {
      listMembers: managed.length > 0 || (hasLeavers && safety.keepHolder.length > 0),
      listUsers: managed.length > 0 || hasLeavers,
      searchUsers: leavers.some(({ email }) => email !== null),
      addMembers: managed.some(({ members = [] }) => members.length > 0),
      removeMembers: hasLeavers || managed.some(mayRemove),
      endSessions: safety.endSessions !== 'never',
      countSessions: safety.endSessions !== 'never',
    };
  },
  cost: (changes, all) => {
    const removes = changes.filter((change) => change.action === 'remove');
    return {
      addMembers: countBatches(splitAdditions(all).others),
      removeMembers: countBatches(removes),
      endSessions: listSignedOut(removes).length,
    };
  },
  // Apply looks up who has left, and counts the sessions of each.
  confirmingReads: (changes) => {
    const people = listSignedOut(changes);
    return splitFilter(people).length + people.length;
  },
  write: async (changes, run, step) => {
    if (step === 'removals') await confirmMoves(run);
    if (step === 'sessions') await endSessions(run);
    await Promise.all(
      [...groupByOrganization(changes).values()].map((group) => writeMemberships(group, run)),
    );
  },
  deferred: (run, step) => (step === 'sessions' ? listDepartures(run).length : 0),
  touches: (change) => {
    // The size of a list that the files do not manage is unknown, and the person tells all of their organizations.
    if (change.action === 'remove' && change.outside !== undefined)
      return { ...nothingTouched, userIds: [change.userId], leavers: [change.userId] };
    const { organization, email, userId } = change;
    const isAddition = change.action === 'add';
    return {
      ...nothingTouched,
      members: [{ organization, needsRoles: isAddition && change.roles !== undefined }],
      userIds: isAddition && userId !== null ? [userId] : [],
      emails: isAddition && userId === null && email !== null ? [email] : [],
      roles: isAddition ? (change.roles ?? []) : [],
    };
  },
  status: (change, live, ids) =>
    change.action === 'add' ? statusOfAddition(change, live, ids) : statusOfRemoval(change, live, ids),
  findRepairs: (changes, live, run) =>
    findLeftoverRoles(
      changes.filter((change) => change.action === 'add'),
      live,
      run,
    ),
  repair: takeLeftoverRoles,
  invert: (change, live, ids) =>
    change.action === 'add' ? invertAddition(change, live, ids) : invertRemoval(change),
  combine: (changes, live) => {
    const additions = changes.filter((change) => change.action === 'add');
    // Two additions may have turned out to be of one person, who is taken out once.
    const removals = new Map(
      changes
        .filter((change) => change.action === 'remove')
        .map((change) => [JSON.stringify([organizationKey(change.organization), change.userId]), change]),
    );
    return [...additions, ...markLastAccess([...removals.values()], additions, live)];
  },
  deeds: (change) => {
    const { action, organization, userId, email } = change;
    const person = userId ?? normalizeEmail(email ?? '');
    const roles = action === 'add' ? [change.roles ?? null] : [];
    return [JSON.stringify([action, 'member', organizationKey(organization), person, ...roles])];
  },
  describe: (change, { isNewPerson }) => {
    const subject = change.email ?? change.userId ?? '';
    if (change.action === 'remove') {
      const detail = `${isRemoved}${describeCause(change)}${describeAccess(change)}`;
      return [{ sign: '-', subject, detail, section: chooseSection(change) }];
    }
    const detail = `joins${describeTerms(change)}${isNewPerson ? ', new to Kinde' : ''}`;
    return [{ sign: '+', subject, detail, section: 'joining' }];
  },
  describeMiss: (change) => {
    const who = change.email ?? change.userId ?? 'the person';
    const { name } = change.organization;
    return change.action === 'remove'
      ? `${who} is still in ${name}`
      : `${who} is not in ${name} with the planned roles`;
  },
};

function describeCause({ leaver, outside, until }: RemoveMember): string {
  if (leaver !== true) return until === undefined ? '' : `: until ${until}`;
  if (outside === undefined) return ': leaver';
  return outside === 'organization' ? ': leaver, organization in no file' : ': leaver, members in no file';
}

function describeAccess({ losesAllAccess: isLast, endsSessions, until, leaver }: RemoveMember): string {
  const signedOut = endsSessions === true ? isSignedOut() : '';
  if (isLast === true && signedOut !== '') return `, ${lastAccess.loses()} and ${signedOut}`;
  const comma = leaver === true || until !== undefined ? ',' : '';
  if (isLast === true) return `${comma} and ${lastAccess.loses()}`;
  return signedOut === '' ? '' : `${comma} and ${signedOut}`;
}

/** An ended listing and a leaver are named apart from others who leave, also for the person's last membership. */
function chooseSection({ until, leaver, losesAllAccess }: RemoveMember): ReviewSection {
  if (leaver === true) return 'leavers';
  if (until !== undefined) return 'ended';
  return losesAllAccess === true ? 'all-access' : 'leaving';
}

function diffMemberships(comparison: Comparison): Findings<Presence> {
  const additions: AddMember[] = [];
  const leaving: Leaving[] = [];
  let unchanged = 0;
  for (const pair of comparison.organizations) {
    unchanged += pair.unchanged.length;
    for (const member of pair.members ?? []) {
      // A pair with both sides is a member already; only their roles may change.
      if (member.desired !== null && member.live !== null) continue;
      if (member.desired !== null) additions.push(toAddition(pair, member, comparison.live.people));
      else if (member.live !== null) leaving.push(...toLeaving(pair, member, member.live));
    }
  }
  for (const { ref, leaver, person, outside } of comparison.outsideLeavers) {
    const members = comparison.live.members.get(ref.code ?? '') ?? [];
    const live = members.find(({ userId }) => userId === person.userId) ?? person;
    leaving.push({ ref, place: leaver.place, live, ended: null, leaver, outside });
  }
  const verdicts = checkLeaving(leaving, comparison);
  const removals = verdicts.flatMap((verdict) => ('change' in verdict ? [verdict.change] : []));
  const notices = verdicts.flatMap((verdict) => ('notice' in verdict ? [verdict.notice] : []));
  const { people } = comparison.live;
  const marked = markLastAccess(removals, additions, { person: (userId) => people.get(userId) });
  return {
    changes: [...additions, ...markSessions(marked, comparison.desired.safety.endSessions)],
    notices: [...joinNotices(notices), ...notifyLeavers(comparison), ...notifyEnds(comparison.desired)],
    unchanged,
  };
}

/** Returns the member if the files want them out. */
function toLeaving(
  { ref, desired }: OrganizationPair,
  pair: MemberPair,
  live: LiveMember,
): readonly Leaving[] {
  if (!isUnwanted(pair, desired)) return [];
  const { ended = null, leaver = null } = pair;
  const { place } = leaver ?? ended ?? desired;
  return [{ ref, place, live, ended, leaver }];
}

function toAddition(
  pair: OrganizationPair,
  { desired, userId, email }: MemberPair,
  people: Comparison['live']['people'],
): AddMember {
  return {
    action: 'add',
    resource: 'member',
    organization: pair.ref,
    email,
    userId,
    ...nameInKinde(userId === null ? undefined : people.get(userId)),
    ...(desired?.roles === undefined ? {} : { roles: desired.roles.map(({ key }) => key) }),
    ...(desired?.until === undefined ? {} : { until: desired.until }),
    ...(desired?.reason === undefined ? {} : { reason: desired.reason }),
    source: formatPlace(desired?.place ?? pair.desired.place),
  };
}
