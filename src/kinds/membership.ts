// Who belongs to an organization. Adds people, and under `exact` takes out whoever the files do not name;
// people without an address and protected people are reported and stay. Never deletes a person.
import type { AddMember, Change, OrganizationRef, RemoveMember } from '../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../model/comparison.js';
import { domainOf, normalizeEmail } from '../model/email.js';
import type { Safety } from '../model/desired.js';
import type { LiveMember, LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { defineKind } from './kind.js';
import type { Findings } from './kind.js';
import { splitAdditions } from './first-additions.js';
import { hasExactly } from './held-roles.js';
import { countBatches, groupByOrganization } from './member-batches.js';
import { standingOfAddition, standingOfRemoval } from './membership-standings.js';
import { writeMemberships } from './write-memberships.js';

type Presence = AddMember | RemoveMember;

export const membership = defineKind<Presence>({
  name: 'membership',
  owns: (change: Change): change is Presence =>
    change.resource === 'member' && (change.action === 'add' || change.action === 'remove'),
  check: () => [],
  diff: diffMemberships,
  stepOf: (change) => (change.action === 'add' ? 'additions' : 'removals'),
  operations: ({ organizations }) => {
    const managed = organizations.filter(({ members }) => members !== undefined);
    return {
      listMembers: managed.length > 0,
      listUsers: managed.length > 0,
      addMembers: managed.some(({ members = [] }) => members.length > 0),
      removeMembers: managed.some(({ membership }) => membership === 'exact'),
    };
  },
  cost: (changes, all) => {
    const removes = changes.filter((change) => change.action === 'remove');
    return { addMembers: countBatches(splitAdditions(all).others), removeMembers: countBatches(removes) };
  },
  write: async (changes, desk) => {
    await Promise.all(
      [...groupByOrganization(changes).values()].map((group) => writeMemberships(group, desk)),
    );
  },
  standingOf: (change, found) =>
    change.action === 'add' ? standingOfAddition(change, found) : standingOfRemoval(change, found),
  isDone: (change, found, desk) => {
    const code = desk.codeOf(change.organization);
    const userId = change.action === 'add' ? desk.userIdOf(change) : change.userId;
    const members = code === null ? undefined : found.members.get(code);
    if (members === undefined || userId === null) return false;
    const member = members.get(userId);
    if (change.action === 'remove') return member === undefined;
    return member !== undefined && (change.roles === undefined || hasExactly(member.roles, change.roles));
  },
});

function diffMemberships(comparison: Comparison): Findings<Presence> {
  const changes: Presence[] = [];
  const notices: Notice[] = [];
  let unchanged = 0;
  for (const pair of comparison.organizations) {
    unchanged += pair.settled.length;
    for (const member of pair.members ?? []) {
      // Whoever is there already only has roles to change.
      if (member.desired !== null && member.live !== null) continue;
      if (member.desired !== null) changes.push(toAddition(pair, member));
      else if (pair.desired.membership === 'exact')
        considerRemoval(pair, member, comparison, changes, notices);
    }
  }
  const additions = changes.filter((change) => change.action === 'add');
  const removals = changes.filter((change) => change.action === 'remove');
  const { people } = comparison.live;
  const marked = markLastAccess(removals, additions, people);
  return { changes: [...additions, ...marked], notices, unchanged };
}

/** Returns the removals, with those marked that leave the person no organization once the whole plan is applied. */
export function markLastAccess(
  removals: readonly RemoveMember[],
  additions: readonly AddMember[],
  people: LiveState['people'],
): readonly RemoveMember[] {
  const joining = new Set(additions.map(({ userId }) => userId));
  const leaving = new Map<string, Set<string | null>>();
  for (const { userId, organization } of removals) {
    leaving.set(userId, (leaving.get(userId) ?? new Set()).add(organization.code));
  }
  return removals.map((removal) => {
    const left = people.get(removal.userId)?.organizations;
    const gone = leaving.get(removal.userId);
    const isLast = left?.every((code) => gone?.has(code)) === true && !joining.has(removal.userId);
    return isLast ? { ...removal, losesAllAccess: true } : removal;
  });
}

function toAddition(pair: OrganizationPair, { desired, userId, email }: MemberPair): AddMember {
  return {
    action: 'add',
    resource: 'member',
    organization: pair.ref,
    email,
    userId,
    ...(desired?.roles === undefined ? {} : { roles: desired.roles.map(({ key }) => key) }),
    source: formatPlace(desired?.place ?? pair.desired.place),
  };
}

function considerRemoval(
  pair: OrganizationPair,
  { live }: MemberPair,
  { desired, live: state }: Comparison,
  changes: Presence[],
  notices: Notice[],
): void {
  if (live === null) return;
  const source = formatPlace(pair.desired.place);
  if (live.email === null) {
    notices.push(reportWithoutEmail(pair.ref, live, source));
    return;
  }
  const emails = state.people.get(live.userId)?.emails ?? [normalizeEmail(live.email)];
  if (isProtected(emails, desired.safety)) {
    notices.push(reportProtected(pair.ref, live.email, source));
    return;
  }
  changes.push({
    action: 'remove',
    resource: 'member',
    organization: pair.ref,
    email: live.email,
    userId: live.userId,
    ...(live.roles === null ? {} : { roles: live.roles }),
    source,
  });
}

/** Returns whether one of somebody's addresses is among those that are never taken out. */
export function isProtected(emails: readonly string[], { protect }: Safety): boolean {
  return protect.some((pattern) =>
    emails.some((email) =>
      pattern.by === 'email' ? email === pattern.email : domainOf(email) === pattern.domain,
    ),
  );
}

function reportWithoutEmail(organization: OrganizationRef, live: LiveMember, source: string): Notice {
  const name = live.fullName === '' ? '' : ` (${live.fullName})`;
  return {
    code: 'member-without-email',
    message: `${live.userId}${name} is in ${organization.name} and has no e-mail address. kinde-sync leaves such people alone; list them as { id: ${live.userId} } to manage them.`,
    organization,
    source,
  };
}

function reportProtected(organization: OrganizationRef, email: string, source: string): Notice {
  return {
    code: 'protected-member',
    message: `${email} is in ${organization.name} and not in the file, but is protected by safety.protect and stays.`,
    organization,
    email,
    source,
  };
}
