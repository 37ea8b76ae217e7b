// Creates people, each in their first organization. After an unclear answer the address is looked up before a second attempt;
// the owner of an address that is taken joins in place of a new person.
import type { CreateUser } from '../../model/change.js';
import { UnclearError } from '../../model/errors.js';
import type { Outcome } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import { toOutcome } from '../outcomes.js';
import { findOwner, isTaken, listOwners, nameOwner } from './find-owner.js';

/** Creates the person in the first of their organizations, and reports the outcome. Throws nothing of Kinde's. */
export async function writePerson(change: CreateUser, run: ApplyRun): Promise<void> {
  const additions = run.members.additionsFor(change.email);
  const open = additions.filter((addition) => run.outcomeOf(addition) === null);
  const [first] = additions;
  // A person who can join no organization is not created.
  const blocked = first === undefined || open.length > 0 ? null : run.outcomeOf(first);
  if (blocked !== null) {
    run.report(change, blocked);
    return;
  }
  const [code] = open.flatMap(({ organization }) => run.codeOf(organization) ?? []);
  if (code === undefined) {
    const message = `No organization that wants ${change.email} could be created.`;
    run.report(change, { result: 'skipped', error: { code: 'organization-missing', message } });
    return;
  }
  run.report(change, await createPerson(change, code, run));
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
  const joined = run.members
    .additionsFor(email)
    .find(({ organization }) => run.codeOf(organization) === code);
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
    const isThere = run.members.additionsFor(email).some((addition) => run.members.hasJoined(addition));
    const end = isThere
      ? 'and in an organization that was to be joined: apply created no one.'
      : 'already: apply added that person and created no one. There is nothing to do.';
    const message = `${email} is an address of ${nameOwner(owner)}, who is in Kinde ${end}`;
    run.notify({ code: 'person-found', message, email, source });
    return { result: 'applied' };
  } catch (error) {
    return toOutcome(error);
  }
}
