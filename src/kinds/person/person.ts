// The kind of people in the environment. A person is created only if no one in Kinde has the address. Existing people are
// neither changed nor deleted.
import type { Change, CreateUser } from '../../model/change.js';
import type { Comparison, MemberPair } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { ExactDefaultOrganization } from '../../model/plan.js';
import { formatPlace } from '../../model/place.js';
import { usual } from '../kind.js';
import { isMemberRepair } from '../repair.js';
import type { ApplyRun, Findings, Kind } from '../kind.js';
import type { Repair } from '../repair.js';
import type { LiveIndex } from '../live-index.js';
import { splitIntoBatches, tellHandled } from '../bulk-answers.js';
import { toOutcome } from '../outcomes.js';
import { conflict, done, pending } from '../status.js';
import { statusOfCreated } from './check-created.js';
import { notifyPeople } from './notify-people.js';
import { nothingTouched } from '../touched.js';
import { writePerson } from './write-people.js';

export const person: Kind<CreateUser> = {
  ...usual,
  name: 'person',
  healable: ['unknown-user', 'unknown-address', 'ambiguous-person'],
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
  status: (change, live, ids) => {
    const { email } = change;
    const userId = ids.userIdOf({ userId: null, email });
    if (userId !== null) return statusOfCreated(change, userId, live, ids);
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
      message: `Kinde also added ${change.email} to the default organization ${home.name}, and removing them from it failed. The next apply tries again.`,
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
  describe: ({ email }) => [{ sign: '+', subject: email, detail: 'new to Kinde', section: null }],
  describeMiss: ({ email }) => `${email} is not in Kinde`,
};

/**
 * Returns the created person if Kinde also added them to the exact default organization. People whom the files or the
 * plan want there are no strays. A person who is not shown with the planned address may be another one.
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
  const additions = run.members.additionsFor(change.email);
  const belongs = additions.some(({ organization }) => run.codeOf(organization) === home.code);
  if (belongs) return [];
  const status = statusOfCreated(change, userId, live, run);
  return status.is === 'done' ? [{ change, userId }] : [];
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
