// The kind of people in the environment. A person is created only if no one in Kinde has the address, and directly in
// their first organization. After an unclear answer the address is looked up before a second attempt. Existing people are
// neither changed nor deleted.
import type { Change, CreateUser } from '../../model/change.js';
import type { Comparison, MemberPair } from '../../model/comparison.js';
import { countNoun } from '../../model/count-noun.js';
import { UnclearError } from '../../model/errors.js';
import type { Outcome } from '../../model/outcome.js';
import type { ExactDefaultOrganization } from '../../model/plan.js';
import { formatPlace } from '../../model/place.js';
import { usual } from '../kind.js';
import { isMemberRepair } from '../repair.js';
import type { ApplyRun, Findings, Kind } from '../kind.js';
import type { Repair } from '../repair.js';
import type { LiveIndex } from '../live-index.js';
import { splitIntoBatches, tellHandled } from '../membership/member-batches.js';
import { toOutcome } from '../outcomes.js';
import { conflict, done, pending } from '../status.js';
import { findOwner, isTaken, listOwners } from './find-owner.js';
import { notifyPeople } from './notify-people.js';
import { nothingTouched } from '../touched.js';

export const person: Kind<CreateUser> = {
  ...usual,
  name: 'person',
  owns: (change: Change): change is CreateUser => change.resource === 'user',
  diff: diffPeople,
  stepOf: () => 'people',
  operations: ({ organizations }) => {
    const listing = organizations.filter(({ members = [] }) => members.some(({ email }) => email !== null));
    const creates = listing.some(({ newcomers }) => newcomers === undefined);
    return { searchUsers: listing.length > 0, createUser: creates };
  },
  cost: (changes) => ({ createUser: changes.length }),
  write: async (changes, run) => {
    await Promise.all(changes.map((change) => writePerson(change, run)));
  },
  touches: ({ email }) => ({ ...nothingTouched, emails: [email] }),
  // A person whom this run created needs no reading: the member lists of the added organizations show them.
  status: ({ email }, live, ids) => {
    if (ids.userIdOf({ userId: null, email }) !== null) return done;
    const owners = live.ownersOf(email);
    if (owners.length > 1) return conflict(`${owners.length} people now have the address ${email}.`);
    return owners.length === 0 ? pending : done;
  },
  findRepairs: (changes, live, run) => {
    const { exactDefault: home } = run;
    if (home === null) return [];
    const strays = changes.flatMap((change) => findStray(change, home, live, run));
    return strays.map(({ change, userId }) => ({
      change,
      code: home.code,
      userId,
      message: `Kinde also added ${change.email} to the default organization ${home.name}, and removing them failed. The next apply tries again.`,
    }));
  },
  repair: takeOutStrays,
  invert: () => null,
  notifyCreated: ({ length }) => {
    if (length === 0) return [];
    const who = countNoun(length, 'person created by the apply stays', 'people created by the apply stay');
    const message = `${who} in Kinde, without the memberships that the apply added: kinde-sync never deletes people.`;
    return [{ code: 'stays-created', message }];
  },
  deeds: ({ email, firstName = null, lastName = null }) => [
    JSON.stringify(['create', 'user', email, firstName, lastName]),
  ],
  describe: ({ email }) => [{ sign: '+', subject: email, detail: 'new person', section: null }],
  describeMiss: ({ email }) => `${email} is not in Kinde`,
};

/**
 * Returns the created person if Kinde also added them to the exact default organization. People whom the files or the
 * plan want there are no strays.
 */
function findStray(
  change: CreateUser,
  home: ExactDefaultOrganization,
  live: LiveIndex,
  run: ApplyRun,
): readonly { readonly change: CreateUser; readonly userId: string }[] {
  const userId = run.createdPeople().get(change.email);
  if (userId === undefined || live.member(home.code, userId) === undefined) return [];
  if (home.stays?.includes(change.email) === true) return [];
  const additions = run.additionsFor(change.email);
  const belongs = additions.some(({ organization }) => run.codeOf(organization) === home.code);
  return belongs ? [] : [{ change, userId }];
}

async function takeOutStrays(repairs: readonly Repair[], run: ApplyRun): Promise<void> {
  for (const batch of splitIntoBatches(repairs.filter(isMemberRepair))) {
    const [{ code } = { code: '' }] = batch;
    const ids = batch.map(({ userId }) => userId);
    const changes = batch.map(({ change }) => change);
    try {
      await run.sendRepair(
        changes,
        'removeMembers',
        (client) => client.removeMembers(code, ids),
        tellHandled,
      );
    } catch (error) {
      // The next reading shows whether the removal took effect. `toOutcome` rethrows a bug.
      toOutcome(error);
    }
  }
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

/** The first entry with a name decides the name. */
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

async function writePerson(change: CreateUser, run: ApplyRun): Promise<void> {
  const [blocked, ...others] = run.additionsFor(change.email).map((addition) => run.outcomeOf(addition));
  const areBlocked = others.every((outcome) => outcome !== null);
  // A person who can join no organization is not created.
  if (blocked !== undefined && blocked !== null && areBlocked) {
    run.report(change, blocked);
    return;
  }
  const code = findFirstOrganization(change, run);
  if (code === null) {
    const message = `No organization that wants ${change.email} could be created.`;
    run.report(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  run.report(change, await createPerson(change, code, run));
}

function findFirstOrganization({ email }: CreateUser, run: ApplyRun): string | null {
  for (const addition of run.additionsFor(email)) {
    const code = run.codeOf(addition.organization);
    if (code !== null && run.outcomeOf(addition) === null) return code;
  }
  return null;
}

async function createPerson(change: CreateUser, code: string, run: ApplyRun): Promise<Outcome> {
  try {
    return await tryCreate(change, code, run);
  } catch (error) {
    if (isTaken(error)) return await addOwner(change, run, error);
    return error instanceof UnclearError
      ? await createUnlessThere(change, code, run, error)
      : toOutcome(error);
  }
}

/** Looks the address up after an unclear creation. Only an address without an owner is sent again. */
async function createUnlessThere(
  change: CreateUser,
  code: string,
  run: ApplyRun,
  unclear: UnclearError,
): Promise<Outcome> {
  try {
    // The look-up has the address exactly as it was sent, so that a case-sensitive filter finds it, too.
    const [found, ...others] = await listOwners(change.email, run.client);
    if (found === undefined) return await tryCreate(change, code, run);
    if (others.length > 0) return toOutcome(unclear);
    run.recordPerson(change.email, found.userId, found.organizations ?? []);
    return { result: 'applied' };
  } catch (error) {
    return toOutcome(error);
  }
}

async function tryCreate(change: CreateUser, code: string, run: ApplyRun): Promise<Outcome> {
  const { email, firstName, lastName } = change;
  const user = {
    email,
    organizationCode: code,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  };
  const joined = run.additionsFor(email).find(({ organization }) => run.codeOf(organization) === code);
  const userId = await run.send(
    [change, ...(joined === undefined ? [] : [joined])],
    'createUser',
    (client) => client.createUser(user),
    (created) => ({ created }),
  );
  run.recordPerson(email, userId, [code]);
  return { result: 'applied' };
}

/** Adds the owner of the address, whom planning did not find, in place of a new person. */
async function addOwner(change: CreateUser, run: ApplyRun, refusal: unknown): Promise<Outcome> {
  const { email, source } = change;
  try {
    const owner = await findOwner(email, run);
    if (owner === null) return toOutcome(refusal);
    run.recordOwner(email, owner.userId, owner.organizations ?? []);
    const known = owner.email === null ? owner.userId : `${owner.email} (${owner.userId})`;
    const isThere = run.additionsFor(email).some((addition) => run.hasJoined(addition));
    const end = isThere
      ? 'and in an organization that was to be joined: apply created no one.'
      : 'already: apply added that person and created no one. There is nothing to do.';
    const message = `${email} is an address of ${known}, who is in Kinde ${end}`;
    run.notify({ code: 'person-found', message, email, source });
    return { result: 'applied' };
  } catch (error) {
    return toOutcome(error);
  }
}
