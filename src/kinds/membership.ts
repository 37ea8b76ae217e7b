// Who belongs to an organization. Adds people, and under `exact` takes out whoever the files do not name;
// people without an address and protected people are reported and stay. Never deletes a person.
import { organizationKey } from '../model/change.js';
import type { AddMember, Change, OrganizationRef, RemoveMember } from '../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../model/comparison.js';
import { domainOf, normalizeEmail } from '../model/email.js';
import type { Safety } from '../model/desired.js';
import type { LiveMember } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { defineKind } from './kind.js';
import type { Findings, WriteDesk } from './kind.js';
import { bulkLimit, readOrganizationsOf, writeInBatches } from './member-batches.js';

type Presence = AddMember | RemoveMember;

export const membership = defineKind<Presence>({
  name: 'membership',
  owns: (change: Change): change is Presence =>
    change.resource === 'member' && (change.action === 'add' || change.action === 'remove'),
  check: () => [],
  diff: diffMemberships,
  stepOf: (change) => (change.action === 'add' ? 'additions' : 'removals'),
  cost: (changes, all) => {
    const created = new Set(all.flatMap((change) => (change.resource === 'user' ? [change.email] : [])));
    const adds = changes.filter((change) => change.action === 'add');
    const removes = changes.filter((change) => change.action === 'remove');
    const joining = adds.filter(({ email }) => {
      // Creating a person puts them into the first of their organizations.
      return email === null || !created.delete(email);
    });
    return { POST: countBatches(joining), PATCH: countBatches(removes) };
  },
  write: async (changes, desk) => {
    await Promise.all([...groupByOrganization(changes).values()].map((group) => writeGroup(group, desk)));
  },
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

/** Returns whether the member holds these roles and no others. Both lists are sorted. */
export function hasExactly(held: readonly string[] | null, wanted: readonly string[]): boolean {
  return held?.length === wanted.length && wanted.every((key, index) => held[index] === key);
}

/** Returns whether a member's roles are as wanted; always true where they are not managed. */
export function hasWantedRoles({ desired, live }: Pick<MemberPair, 'desired' | 'live'>): boolean {
  if (desired?.roles === undefined || live === null) return true;
  return hasExactly(
    live.roles,
    desired.roles.map(({ key }) => key),
  );
}

/** Returns the changes of each organization, by organization key, in the plan's order. */
export function groupByOrganization<Own extends { readonly organization: OrganizationRef }>(
  changes: readonly Own[],
): ReadonlyMap<string, readonly Own[]> {
  const groups = new Map<string, Own[]>();
  for (const change of changes) {
    const key = organizationKey(change.organization);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return groups;
}

/** Returns how many bulk calls these changes take: one for each hundred of an organization. */
export function countBatches(changes: readonly { readonly organization: OrganizationRef }[]): number {
  let batches = 0;
  for (const group of groupByOrganization(changes).values()) batches += Math.ceil(group.length / bulkLimit);
  return batches;
}

function diffMemberships(comparison: Comparison): Findings<Presence> {
  const changes: Presence[] = [];
  const notices: Notice[] = [];
  let unchanged = 0;
  for (const pair of comparison.organizations) {
    for (const member of pair.members ?? []) {
      if (member.desired !== null && member.live !== null) unchanged += hasWantedRoles(member) ? 1 : 0;
      else if (member.desired !== null) changes.push(toAddition(pair, member));
      else if (pair.desired.membership === 'exact')
        considerRemoval(pair, member, comparison, changes, notices);
    }
  }
  const rank = (change: Presence): number => (change.action === 'add' ? 0 : 1);
  return { changes: changes.sort((one, other) => rank(one) - rank(other)), notices, unchanged };
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
    source,
  });
}

function isProtected(emails: readonly string[], { protect }: Safety): boolean {
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

async function writeGroup(group: readonly Presence[], desk: WriteDesk): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const code = desk.codeOf(first.organization);
  if (code === null) {
    const message = `${first.organization.name} could not be created.`;
    for (const change of group) {
      desk.settle(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    }
    return;
  }
  await addMembers(
    code,
    group.filter((change) => change.action === 'add'),
    desk,
  );
  await removeMembers(
    code,
    group.filter((change) => change.action === 'remove'),
    desk,
  );
}

interface Joiner {
  readonly change: AddMember;
  readonly userId: string;
}

async function addMembers(code: string, changes: readonly AddMember[], desk: WriteDesk): Promise<void> {
  const joiners: Joiner[] = [];
  for (const change of changes) {
    const userId = desk.userIdOf(change);
    if (userId === null) desk.settle(change, explainMissingPerson(change));
    else if (desk.hasJoined(change)) finishJoining(change, desk);
    else joiners.push({ change, userId });
  }
  const present = new Set<Joiner>();
  await writeInBatches<Joiner>({
    rows: joiners,
    send: async (rows) => {
      const members = rows.map(({ userId, change }) =>
        change.roles === undefined ? { userId } : { userId, roles: change.roles },
      );
      return (await desk.client.addMembers(code, members)).added;
    },
    userIdOf: ({ userId }) => userId,
    findDone: async (rows) => {
      const organizations = await readOrganizationsOf(
        desk.client,
        rows.map(({ userId }) => userId),
      );
      const found = rows.filter(({ userId }) => organizations.get(userId)?.includes(code) === true);
      for (const row of found) present.add(row);
      return found;
    },
    settle: (row, outcome) => {
      // Found to be in already, by whichever way: what such people may still lack are their roles.
      if (present.has(row)) finishJoining(row.change, desk);
      else desk.settle(row.change, outcome);
    },
    describe: ({ change, userId }) =>
      `Kinde left ${change.email ?? userId} out when adding people to ${change.organization.name}. Plan and apply again; if it stays, look at the person in Kinde's dashboard.`,
  });
}

function finishJoining(change: AddMember, desk: WriteDesk): void {
  if (change.roles === undefined || change.roles.length === 0) desk.settle(change, { result: 'applied' });
  else desk.deferRoles(change);
}

function explainMissingPerson(change: AddMember) {
  const message = `${change.email ?? 'The person'} could not be created, so nobody was added.`;
  return { result: 'skipped', error: { code: 'person-missing', message } } as const;
}

async function removeMembers(code: string, changes: readonly RemoveMember[], desk: WriteDesk): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  if (!desk.haveAdditionsSucceeded(first.organization)) {
    const message = `Not everybody could be added to ${first.organization.name}, so nobody is taken out of it.`;
    for (const change of changes) {
      desk.settle(change, { result: 'skipped', error: { code: 'additions-failed', message } });
    }
    return;
  }
  await writeInBatches<RemoveMember>({
    rows: changes,
    send: async (rows) =>
      (
        await desk.client.removeMembers(
          code,
          rows.map(({ userId }) => userId),
        )
      ).removed,
    userIdOf: ({ userId }) => userId,
    findDone: async (rows) => {
      const organizations = await readOrganizationsOf(
        desk.client,
        rows.map(({ userId }) => userId),
      );
      return rows.filter(({ userId }) => organizations.get(userId)?.includes(code) !== true);
    },
    settle: (change, outcome) => desk.settle(change, outcome),
    describe: ({ email, userId, organization }) =>
      `Kinde left ${email ?? userId} out when removing people from ${organization.name}. Plan and apply again; if it stays, remove the person in Kinde's dashboard.`,
  });
}
