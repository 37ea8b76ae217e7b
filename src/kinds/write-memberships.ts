// Writes who belongs to one organization: people are added, and taken out only if all who should join are in.
// Whoever is in already, by whichever way, still gets the roles that they lack.
import type { AddMember, RemoveMember } from '../model/change.js';
import type { WriteDesk } from './kind.js';
import { readOrganizationsOf, writeInBatches } from './member-batches.js';

/** Adds, or takes out, the people of one organization, and settles each change. Throws nothing of Kinde's. */
export async function writeMemberships(
  group: readonly (AddMember | RemoveMember)[],
  desk: WriteDesk,
): Promise<void> {
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

function skipRemoval(message: string) {
  return { result: 'skipped', error: { code: 'additions-failed', message } } as const;
}

async function removeMembers(code: string, changes: readonly RemoveMember[], desk: WriteDesk): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { name } = first.organization;
  if (!desk.haveAdditionsSucceeded(first.organization) || !desk.haveRolesSucceeded(first.organization)) {
    const message = `Not everybody could be added to ${name} or given their roles, so nobody is taken out of it.`;
    for (const change of changes) desk.settle(change, skipRemoval(message));
    return;
  }
  const leaving = changes.filter(({ userId }) => desk.hasArrived(userId));
  for (const change of changes) {
    if (leaving.includes(change)) continue;
    const message = `${change.email ?? change.userId} could not be added elsewhere, and so stays in ${name}.`;
    desk.settle(change, skipRemoval(message));
  }
  await writeInBatches<RemoveMember>({
    rows: leaving,
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
