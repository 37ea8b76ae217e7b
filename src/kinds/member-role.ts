// Which roles a member holds in an organization, where the files say so. Bulk calls set them; whether such a call
// replaces roles or only adds is not known, so `apply` reads back and takes the rest away one by one.
import { closestMatch } from 'leven';
import type { AddMember, Change, UpdateMember } from '../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../model/comparison.js';
import type { DesiredRole, DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Foundations, LiveRole } from '../model/live.js';
import { normalizeEmail } from '../model/email.js';
import { formatPlace } from '../model/place.js';
import { splitAdditions } from './first-additions.js';
import { defineKind } from './kind.js';
import type { Findings, Recheck, Standing, WriteDesk } from './kind.js';
import { managesRoles } from './managed-roles.js';
import { areFewLists, countListed } from './member-lists.js';
import { countBatches, groupByOrganization, writeInBatches } from './member-batches.js';
import { moved, standingOfFields, standingOfMissingRole } from './standings.js';
import { hasExactly } from './held-roles.js';

export const memberRole = defineKind<UpdateMember>({
  name: 'member-role',
  owns: (change: Change): change is UpdateMember =>
    change.resource === 'member' && change.action === 'update',
  check: checkRoles,
  diff: diffRoles,
  stepOf: () => 'roles',
  operations: ({ organizations, safety }) => {
    const isManaged = organizations.some(({ members = [] }) => managesRoles(members));
    const isRead = isManaged || safety.keepHolder.length > 0;
    return {
      listRoles: isRead,
      listRoleHolders: isRead && !areFewLists(countListed(organizations)),
      updateMembers: isManaged,
      removeMemberRole: isManaged,
    };
  },
  cost: (changes, all) => ({
    updateMembers: countBatches([...changes, ...splitAdditions(all).byCreation.filter(hasRoles)]),
  }),
  write: async (changes, desk, step) => {
    if (step !== 'roles') return;
    const groups = groupByOrganization<UpdateMember | AddMember>([...changes, ...desk.deferredRoles()]);
    await Promise.all([...groups.values()].map((group) => writeRoles(group, desk)));
  },
  standingOf: standingOfRoles,
  isDone: (change, found, desk) => {
    const code = desk.codeOf(change.organization);
    const member = code === null ? undefined : found.members.get(code)?.get(change.userId);
    return member !== undefined && hasExactly(member.roles, change.fields[0].after);
  },
});

function standingOfRoles(change: UpdateMember, found: Recheck): Standing {
  const { organization, email, userId, fields } = change;
  const member = found.members.get(organization.code ?? '')?.get(userId);
  const who = email ?? userId;
  if (member === undefined) return moved(`${who} is no longer in ${organization.name}.`);
  const emails = found.people.get(userId)?.emails ?? [];
  if (email !== null && !emails.includes(normalizeEmail(email))) {
    return moved(`${userId} no longer has the address ${email}.`);
  }
  const standing = standingOfFields(
    fields,
    () => member.roles,
    () =>
      `${who} holds the roles ${(member.roles ?? []).join(', ') || 'none'} in ${organization.name} by now.`,
  );
  return standing.is === 'due' ? (standingOfMissingRole(fields[0].after, found) ?? standing) : standing;
}

function hasRoles({ roles }: AddMember): boolean {
  return (roles?.length ?? 0) > 0;
}

function checkRoles(desired: DesiredState, { roles }: Foundations): readonly Diagnostic[] {
  const known = new Set(roles.map(({ key }) => key));
  const unknown = desired.safety.keepHolder.filter(({ key }) => !known.has(key));
  for (const { members = [] } of desired.organizations) {
    if (!managesRoles(members)) continue;
    for (const member of members) {
      for (const role of member.roles ?? []) if (!known.has(role.key)) unknown.push(role);
    }
  }
  return unknown.map((role) => explainUnknownRole(role, roles));
}

function explainUnknownRole({ key, place }: DesiredRole, roles: readonly LiveRole[]): Diagnostic {
  const near = closestMatch(
    key,
    roles.map((role) => role.key),
    { maxDistance: 3 },
  );
  return {
    code: 'unknown-role',
    severity: 'error',
    message: `Kinde has no role with the key "${key}".`,
    place,
    hint:
      near === undefined ? 'Create the role in Kinde first (Settings > Roles).' : `Did you mean "${near}"?`,
  };
}

function diffRoles({ organizations }: Comparison): Findings<UpdateMember> {
  const changes: UpdateMember[] = [];
  for (const pair of organizations) {
    for (const member of pair.members ?? []) {
      const change = toUpdate(pair, member);
      if (change !== null) changes.push(change);
    }
  }
  return { changes, notices: [], unchanged: 0 };
}

/** Whoever is wanted and there, and yet not settled, has other roles than wanted. */
function toUpdate(pair: OrganizationPair, { desired, live, email }: MemberPair): UpdateMember | null {
  if (desired?.roles === undefined || live === null) return null;
  const after = desired.roles.map(({ key }) => key);
  return {
    action: 'update',
    resource: 'member',
    organization: pair.ref,
    email,
    userId: live.userId,
    fields: [{ field: 'roles', before: live.roles ?? [], after }],
    source: formatPlace(desired.place),
  };
}

interface RoleRow {
  readonly change: UpdateMember | AddMember;
  readonly userId: string;
  readonly roles: readonly string[];
}

async function writeRoles(group: readonly (UpdateMember | AddMember)[], desk: WriteDesk): Promise<void> {
  const rows = withoutEarlyLosses(group, desk).flatMap((change) => toRow(change, desk));
  const code = group[0] === undefined ? null : desk.codeOf(group[0].organization);
  if (code === null) return;
  await writeInBatches<RoleRow>({
    rows,
    send: async (batch) => (await desk.client.updateMembers(code, batch)).updated,
    userIdOf: ({ userId }) => userId,
    findDone: async (batch) => {
      const { rows: members } = await desk.client.listMembers(code);
      const held = new Map(members.map(({ userId, roles }) => [userId, roles]));
      return batch.filter(({ userId, roles }) => hasExactly(held.get(userId) ?? null, roles));
    },
    settle: ({ change }, outcome) => desk.settle(change, outcome),
    describe: ({ change, userId }) =>
      `Kinde left ${change.email ?? userId} out when setting roles in ${change.organization.name}. Plan and apply again; if it stays, look at the person in Kinde's dashboard.`,
  });
}

/** Nobody loses a role in an organization to which not everybody could be added: a holder may be missing. */
function withoutEarlyLosses(
  group: readonly (UpdateMember | AddMember)[],
  desk: WriteDesk,
): readonly (UpdateMember | AddMember)[] {
  const isFailing = group.some(({ organization }) => desk.hasFailedAddition(organization));
  if (!isFailing) return group;
  return group.filter((change) => {
    const losesRole =
      change.action === 'update' &&
      change.fields[0].before.some((key) => !change.fields[0].after.includes(key));
    if (!losesRole) return true;
    const message = `Not everybody could be added to ${change.organization.name}, so nobody loses a role in it.`;
    desk.settle(change, { result: 'skipped', error: { code: 'additions-failed', message } });
    return false;
  });
}

function toRow(change: UpdateMember | AddMember, desk: WriteDesk): readonly RoleRow[] {
  if (change.action === 'update') {
    return [{ change, userId: change.userId, roles: change.fields[0].after }];
  }
  const userId = desk.userIdOf(change);
  return userId === null ? [] : [{ change, userId, roles: change.roles ?? [] }];
}
