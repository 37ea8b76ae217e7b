// A person of the environment. Created only when nobody in Kinde has the address, straight into the first
// organization that wants them, and never twice: after an unclear answer the address is looked up first.
// Existing people are never changed and never deleted.
import type { Change, CreateUser } from '../model/change.js';
import type { Comparison, MemberPair } from '../model/comparison.js';
import { UnclearError } from '../model/errors.js';
import type { LivePerson } from '../model/live.js';
import type { Outcome } from '../model/outcome.js';
import { formatPlace } from '../model/place.js';
import { defineKind } from './kind.js';
import type { Findings, Recheck, Standing, WriteDesk } from './kind.js';
import { toOutcome } from './outcomes.js';
import { done, due, moved } from './standings.js';
import { notifyPeople } from './notify-people.js';

export const person = defineKind<CreateUser>({
  name: 'person',
  owns: (change: Change): change is CreateUser => change.resource === 'user',
  check: () => [],
  diff: diffPeople,
  stepOf: () => 'people',
  cost: (changes) => ({ createUser: changes.length }),
  write: async (changes, desk) => {
    await Promise.all(changes.map((change) => writePerson(change, desk)));
  },
  standingOf: standingOfCreation,
  // Each new person is looked for in the organizations that they were created for; see membership.
  isDone: () => true,
});

/** Whoever was created by hand counts; somebody whom the plan knows under another address is not a new person. */
function standingOfCreation({ email }: CreateUser, found: Recheck, changes: readonly Change[]): Standing {
  const owners = [...found.people.values()].filter(({ emails }) => emails.includes(email));
  const [owner, ...others] = owners;
  if (owner === undefined) return due;
  if (others.length > 0) return moved(`${owners.length} people have the address ${email} by now.`);
  const isKnown = changes.some(
    (change) =>
      change.resource === 'member' &&
      change.userId === owner.userId &&
      change.email !== null &&
      change.email !== email,
  );
  return isKnown ? moved(`${email} is by now an address of ${owner.email ?? owner.userId}.`) : done;
}

function diffPeople(comparison: Comparison): Findings<CreateUser> {
  const created = new Map<string, CreateUser>();
  for (const { members } of comparison.organizations) {
    for (const member of members ?? []) {
      if (member.userId !== null || member.email === null) continue;
      created.set(member.email, toCreation(member.email, member, created.get(member.email)));
    }
  }
  const changes = [...created.values()];
  return { changes, notices: notifyPeople(changes, comparison), unchanged: 0 };
}

/** The first entry that gives a name decides it. */
function toCreation(email: string, { desired }: MemberPair, earlier: CreateUser | undefined): CreateUser {
  const firstName = earlier?.firstName ?? desired?.firstName;
  const lastName = earlier?.lastName ?? desired?.lastName;
  return {
    action: 'create',
    resource: 'user',
    email,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    source: earlier?.source ?? (desired === null ? '' : formatPlace(desired.place)),
  };
}

async function writePerson(change: CreateUser, desk: WriteDesk): Promise<void> {
  const code = findFirstOrganization(change, desk);
  if (code === null) {
    const message = `No organization that wants ${change.email} could be created.`;
    desk.settle(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  desk.settle(change, await createPerson(change, code, desk));
}

function findFirstOrganization({ email }: CreateUser, desk: WriteDesk): string | null {
  for (const { organization } of desk.additionsFor(email)) {
    const code = desk.codeOf(organization);
    if (code !== null) return code;
  }
  return null;
}

async function createPerson(change: CreateUser, code: string, desk: WriteDesk): Promise<Outcome> {
  try {
    return await tryCreate(change, code, desk);
  } catch (error) {
    if (!(error instanceof UnclearError)) return toOutcome(error);
  }
  try {
    const found = await lookUp(change.email, desk);
    if (found === null) return await tryCreate(change, code, desk);
    desk.recordPerson(change.email, found.userId, found.organizations ?? []);
    return { result: 'applied' };
  } catch (error) {
    return toOutcome(error);
  }
}

async function tryCreate(change: CreateUser, code: string, desk: WriteDesk): Promise<Outcome> {
  const { email, firstName, lastName } = change;
  const userId = await desk.client.createUser({
    email,
    organizationCode: code,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  });
  desk.recordPerson(email, userId, [code]);
  return { result: 'applied' };
}

/** The address is looked up exactly as it was sent, so every kind of filter finds it. */
async function lookUp(email: string, { client }: WriteDesk): Promise<LivePerson | null> {
  const { rows } = await client.listUsers({ by: 'email', emails: [email] });
  return rows.find(({ emails }) => emails.includes(email)) ?? null;
}
