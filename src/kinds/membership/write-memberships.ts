// Writes the memberships of one organization. People are removed only if every addition and invitation succeeded. A person who already
// is a member still gets the roles that they lack.
import type { AddMember, RemoveMember } from '../../model/change.js';
import type { WriteClient } from '../../model/client.js';
import type { ApplyRun } from '../kind.js';
import type { LiveMember } from '../../model/live.js';
import { once } from '../../model/once.js';
import { codeOrSkip, toOutcome } from '../outcomes.js';
import { tellHandled, writeInBatches } from '../bulk-answers.js';
import { readMembership } from './read-presence.js';

/** Adds and removes the people of one organization, and reports each change. Throws nothing of Kinde's. */
export async function writeMemberships(
  group: readonly (AddMember | RemoveMember)[],
  run: ApplyRun,
): Promise<void> {
  const code = codeOrSkip(group, run);
  if (code === null) return;
  await addMembers(
    code,
    group.filter((change) => change.action === 'add'),
    run,
  );
  await removeMembers(
    code,
    group.filter((change) => change.action === 'remove'),
    run,
  );
}

interface Joiner {
  readonly change: AddMember;
  readonly userId: string;
}

async function addMembers(code: string, changes: readonly AddMember[], run: ApplyRun): Promise<void> {
  const joiners: Joiner[] = [];
  const there: AddMember[] = [];
  for (const change of changes) {
    const userId = run.userIdOf(change);
    if (userId === null) run.report(change, explainMissingPerson(change));
    else if (run.members.hasJoined(change)) there.push(change);
    else joiners.push({ change, userId });
  }
  const present = new Set<Joiner>();
  await writeInBatches<Joiner>({
    rows: joiners,
    send: async (rows) => {
      const sent = rows.map(({ change }) => run.members.unite(change));
      const members = new Map(
        rows.map(({ userId }, index) => {
          const roles = sent[index]?.roles;
          return [userId, roles === undefined ? { userId } : { userId, roles }] as const;
        }),
      );
      const send = (client: WriteClient) => client.addMembers(code, [...members.values()]);
      return (await run.send(sent, 'addMembers', send, tellHandled)).added;
    },
    userIdOf: ({ userId }) => userId,
    findDone: async (rows) => {
      const isMember = await readMembership(code, listIds(rows), run);
      const found = rows.filter(({ userId }) => isMember.get(userId) === true);
      for (const row of found) present.add(row);
      return found;
    },
    report: (row, outcome) => {
      // A person who was found in the organization may still lack their roles.
      if (present.has(row)) there.push(row.change);
      else run.report(row.change, outcome);
    },
    describe: ({ change, userId }) =>
      `Kinde left ${change.email ?? userId} out when adding people to ${change.organization.name}. Plan and apply again; if it happens again, look at the person in Kinde's dashboard.`,
  });
  await finishPresent(code, there, run);
}

function listIds(rows: readonly { readonly userId: string }[]): readonly string[] {
  return rows.map(({ userId }) => userId);
}

/**
 * Finishes the additions of people who are members already. A person who was a member before this run can hold roles that the
 * plan has not shown. Such a person loses no role.
 */
async function finishPresent(code: string, changes: readonly AddMember[], run: ApplyRun): Promise<void> {
  const isOld = (change: AddMember): boolean =>
    run.members.unite(change).roles !== undefined && !run.createdPeople().has(change.email ?? '');
  for (const change of changes) if (!isOld(change)) finishJoining(change, run);
  const old = changes.filter(isOld);
  if (old.length === 0) return;
  try {
    const { rows } = await run.client.listMembers(code);
    const members = new Map(rows.map((member) => [member.userId, member]));
    for (const change of old) {
      const member = members.get(run.userIdOf(change) ?? '');
      if (keepsRoles(run.members.unite(change), member, run)) finishJoining(change, run);
      else run.report(change, explainRoles(change, member));
    }
  } catch (error) {
    for (const change of old) run.report(change, toOutcome(error));
  }
}

/** Returns whether the person loses no role by the addition, or the plan shows that they lose their roles. */
function keepsRoles(change: AddMember, member: LiveMember | undefined, run: ApplyRun): boolean {
  const own = run.members
    .changesIn(change.organization)
    .filter((one) => run.userIdOf(one) === run.userIdOf(change));
  if (own.some(({ action }) => action === 'remove')) return true;
  const isKept = member?.roles?.every((key) => change.roles?.includes(key)) === true;
  return isKept && !own.some(({ action }) => action === 'update');
}

function explainRoles(change: AddMember, member: LiveMember | undefined) {
  const who = member?.email ?? member?.userId ?? 'somebody';
  const held = member?.roles?.join(', ') ?? '';
  const message = `${change.email ?? who} is ${who}, who is in ${change.organization.name} already${held === '' ? '' : ` with the roles ${held}`}, which the plan did not know. Nothing was changed for them: list the person once, by ${who}, and plan again.`;
  return { result: 'skipped', error: { code: 'listed-after-all', message } } as const;
}

function finishJoining(change: AddMember, run: ApplyRun): void {
  const { roles = [] } = run.members.unite(change);
  if (roles.length === 0) run.report(change, { result: 'applied' });
  else run.members.deferRoles(change);
}

function explainMissingPerson(change: AddMember) {
  const message = `${change.email ?? 'The person'} could not be created, and so was not added.`;
  return { result: 'skipped', error: { code: 'person-missing', message } } as const;
}

function skipRemoval(message: string) {
  return { result: 'skipped', error: { code: 'additions-failed', message } } as const;
}

async function removeMembers(code: string, group: readonly RemoveMember[], run: ApplyRun): Promise<void> {
  reportListed(group, run);
  // A removal that relies on an unreadable list already has its outcome.
  const changes = group.filter((change) => run.outcomeOf(change) === null);
  const [first] = changes;
  if (first === undefined) return;
  const { name } = first.organization;
  if (
    !run.members.haveAdditionsSucceeded(first.organization) ||
    !run.members.haveRolesSucceeded(first.organization)
  ) {
    const message = `Adding people to ${name}, inviting them or setting their roles failed for some, so no one is removed from it.`;
    for (const change of changes) run.report(change, skipRemoval(message));
    return;
  }
  const leaving = changes.filter(({ userId }) => run.members.hasArrived(userId));
  for (const change of changes) {
    if (leaving.includes(change)) continue;
    const message = `${change.email ?? change.userId} could not be added to another organization, and so stays in ${name}.`;
    run.report(change, skipRemoval(message));
  }
  const readRoles = once(() => readHeldRoles(code, leaving, run));
  await writeInBatches<RemoveMember>({
    rows: leaving,
    send: async (rows) => {
      const held = await readRoles();
      const send = (client: WriteClient) => client.removeMembers(code, listIds(rows));
      const told = rows.map((change) => ({ ...held.get(change.userId), ...change }));
      return (await run.send(told, 'removeMembers', send, tellHandled)).removed;
    },
    userIdOf: ({ userId }) => userId,
    findDone: async (rows) => {
      const isMember = await readMembership(code, listIds(rows), run);
      return rows.filter(({ userId }) => isMember.get(userId) === false);
    },
    report: (change, outcome) => run.report(change, outcome),
    describe: ({ email, userId, organization }) =>
      `Kinde left ${email ?? userId} out when removing people from ${organization.name}. Plan and apply again; if it happens again, remove the person in Kinde's dashboard.`,
  });
}

/** Skips each removal of a person whom the files list under an address that planning took for new. */
function reportListed(removals: readonly RemoveMember[], run: ApplyRun): void {
  const [first] = removals;
  if (first === undefined) return;
  const added = run.members.changesIn(first.organization).filter((change) => change.action === 'add');
  const listed = new Map(added.map((change) => [run.userIdOf(change), change.email]));
  for (const change of removals) {
    if (!listed.has(change.userId)) continue;
    const message = `${change.email ?? change.userId} turned out to be ${listed.get(change.userId) ?? 'a person'}, who is listed in ${first.organization.name}, and so stays. Plan again.`;
    run.report(change, { result: 'skipped', error: { code: 'listed-after-all', message } });
  }
}

/**
 * Returns the roles that the removals end, for the journal. Reads the member list only if planning has not read the
 * roles and the run is recorded. Undo brings no leaver back, so their roles are not needed.
 */
async function readHeldRoles(
  code: string,
  changes: readonly RemoveMember[],
  run: ApplyRun,
): Promise<ReadonlyMap<string, Pick<RemoveMember, 'roles'>>> {
  if (!run.isRecorded || changes.every(({ roles, leaver }) => roles !== undefined || leaver === true))
    return new Map();
  const { rows } = await run.client.listMembers(code);
  return new Map(rows.map(({ userId, roles }) => [userId, roles === null ? {} : { roles }]));
}
