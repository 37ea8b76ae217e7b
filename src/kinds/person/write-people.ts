// Creates people, each in their first organization. After an unclear answer the address is looked up before a second attempt;
// the owner of an address that is taken joins in place of a new person.
import type { CreateUser } from '../../model/change.js';
import type { DatedPerson } from '../../model/client.js';
import { UnclearError } from '../../model/errors.js';
import type { KnownTime } from '../../model/known-time.js';
import type { LivePerson } from '../../model/live.js';
import type { Outcome } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import { toOutcome } from '../outcomes.js';
import { isNewSince } from './prove-creation.js';
import { findOwner, isTaken, nameOwner, ownersAmong } from './find-owner.js';

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
  const since = run.client.readKindeClock();
  try {
    return await tryCreate(change, code, run);
  } catch (error) {
    if (isTaken(error)) return await addOwner(change, run, error);
    return error instanceof UnclearError
      ? await createUnlessThere(change, run, { code, since, unclear: error })
      : toOutcome(error);
  }
}

/** A creation with an unclear answer. */
interface UnclearCreation {
  /** The organization that the person was to be created in. */
  readonly code: string;
  /** The time before the request, by Kinde's clock. */
  readonly since: KnownTime;
  readonly unclear: UnclearError;
}

/**
 * Looks the address up after an unclear creation. Only an address without an owner is sent again. A person who may have been
 * there before counts as an existing one: this apply overwrites no role of theirs and takes them out of nothing.
 */
async function createUnlessThere(
  change: CreateUser,
  run: ApplyRun,
  creation: UnclearCreation,
): Promise<Outcome> {
  const { code, unclear } = creation;
  try {
    // The look-up has the address exactly as it was sent, so that a case-sensitive filter finds it, too.
    const owners = ownersAmong(await run.client.findPeople(change.email), change.email);
    const [found, ...others] = owners;
    if (found === undefined) return await tryCreate(change, code, run);
    if (others.length > 0) return toOutcome(unclear);
    if (!isOwnCreation(found, creation, run)) return joinAsOwner(change, found, run, describeDoubt(found));
    run.recordPerson(change.email, found.userId, found.organizations ?? []);
    return { result: 'applied' };
  } catch (error) {
    return isTaken(error) ? addOwner(change, run, error) : toOutcome(error);
  }
}

/**
 * Returns whether a person is proven to come from the request: created since it began, with its address alone, and in no
 * organization but its own and the default one.
 */
function isOwnCreation(
  person: DatedPerson,
  { code, since }: UnclearCreation,
  { exactDefault }: ApplyRun,
): boolean {
  const { organizations } = person;
  if (!isNewSince(person, since) || organizations === null) return false;
  const others = organizations.filter((one) => one !== code);
  // Without an exact default organization the run does not know its code.
  return exactDefault === null ? others.length <= 1 : others.every((one) => one === exactDefault.code);
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
  try {
    const owner = await findOwner(change.email, run);
    return owner === null ? toOutcome(refusal) : joinAsOwner(change, owner, run);
  } catch (error) {
    return toOutcome(error);
  }
}

function describeDoubt({ userId }: DatedPerson): string {
  return `Kinde's answer to the creation was lost, and nothing proves that it made ${userId}: apply treats them as an existing person.`;
}

function joinAsOwner(change: CreateUser, owner: LivePerson, run: ApplyRun, doubt?: string): Outcome {
  const { email, source } = change;
  run.recordOwner(email, owner.userId, owner.organizations ?? []);
  const isThere = run.members.additionsFor(email).some((addition) => run.members.hasJoined(addition));
  const end = isThere
    ? 'and in an organization that was to be joined: apply created no one.'
    : 'already: apply added that person and created no one. There is nothing to do.';
  const known = `${email} is an address of ${nameOwner(owner)}, who is in Kinde`;
  const message = doubt === undefined ? `${known} ${end}` : `${known}. ${doubt}`;
  run.notify({ code: 'person-found', message, email, source });
  return { result: 'applied' };
}
