// Ends the sessions of people whom this apply has taken out of organizations, once a person. It reads first that they have left,
// and afterwards that no session goes on. The outcome stands beside that of the removal, and does not change it.
import type { RemoveMember } from '../../model/change.js';
import { ApiError, InterruptedError, KindeSyncError } from '../../model/errors.js';
import { groupBy } from '../../model/group-by.js';
import type { Outcome } from '../../model/outcome.js';
import type { ApplyRun } from '../kind.js';
import { endsSessions } from './mark-access.js';
import { mayBeMade, readPresence } from './read-presence.js';
import type { Departure, Presence } from './read-presence.js';
import { explainHidden, explainLate, explainOpen, explainStay, explainUnread } from './session-outcomes.js';

/** A second request is worth while only if the first one had no effect, or an unclear one. */
const attemptLimit = 2;

/** Returns the people whose sessions the plan ends, also those whom an earlier apply took out. */
export function listDepartures(run: ApplyRun): readonly Departure[] {
  const removals = [...run.changes, ...run.members.madeBefore].filter(endsSessions);
  return [...groupBy(removals, ({ userId }) => userId)].map(([userId, own]) => ({ userId, removals: own }));
}

/** Ends the sessions of everyone for whom the plan says so, and reports each outcome. Throws nothing of Kinde's. */
export async function endSessions(run: ApplyRun): Promise<void> {
  const open = listDepartures(run).filter((departure) => {
    const isOpen = departure.removals.some((removal) => mayBeMade(removal, run));
    if (!isOpen) report(departure, explainStay(departure.removals), run);
    return isOpen;
  });
  const presence = open.length === 0 ? new Map<string, Presence>() : await readOrReport(open, run);
  await Promise.all(
    open.map(async (departure) => {
      const own = presence.get(departure.userId);
      if (own !== undefined) report(departure, await endUnlessThere(departure, own, run), run);
    }),
  );
}

/** Returns where the people are by user id; nobody, with an outcome for each person, if it can't be read. */
async function readOrReport(
  departures: readonly Departure[],
  run: ApplyRun,
): Promise<ReadonlyMap<string, Presence>> {
  try {
    return await readPresence(departures, run);
  } catch (error) {
    const failure = toFailure(error);
    for (const departure of departures) report(departure, explainUnread(departure.removals, failure), run);
    return new Map();
  }
}

/** Returns the outcome of sessions that an interrupted apply did not come to. */
export function explainUnended(removal: RemoveMember, run: ApplyRun): Outcome {
  return mayBeMade(removal, run) ? explainOpen([removal], new InterruptedError()) : explainStay([removal]);
}

function report({ removals }: Departure, outcome: Outcome | null, run: ApplyRun): void {
  for (const removal of removals) run.members.reportSessions(removal, outcome);
}

function endUnlessThere(
  departure: Departure,
  presence: Presence,
  run: ApplyRun,
): Outcome | null | Promise<Outcome> {
  const { removals } = departure;
  if (removals.every((removal) => run.members.madeBefore.includes(removal)))
    return endLate(departure, presence, run);
  const { gone, still, isElsewhere, isShown } = presence;
  const made = gone.filter((removal) => mayBeMade(removal, run));
  const isLast = run.members.endSessions === 'lastAccess';
  if (isLast && still.length === 0 && isElsewhere === null)
    return isShown ? explainHidden(removals) : explainUnlessGone(departure, run);
  const isOut = isLast ? still.length === 0 && isElsewhere === false : made.length > 0;
  return isOut ? tryEnd({ ...departure, removals: made, isShown }, run) : explainStay(removals, still);
}

/**
 * Ends the sessions of a person whom an earlier apply took out, if they are in no organization. Sessions of a person who is in
 * another one may be newer than the removals, and a saved plan does not prove that they were made. They are told and not ended.
 */
function endLate(
  departure: Departure,
  { gone, still, isElsewhere, isShown }: Presence,
  run: ApplyRun,
): null | Promise<Outcome> {
  const hasAccess = run.members.endSessions === 'lastAccess' ? isElsewhere === true : gone.length === 0;
  if (still.length > 0 || hasAccess) return null;
  return endOpen({ ...departure, isShown }, isElsewhere, run);
}

/** A person whose sessions are to end. */
interface Ending extends Departure {
  /** Whether the look-up after the removals shows the person. */
  readonly isShown: boolean;
}

async function endOpen(ending: Ending, isElsewhere: boolean | null, run: ApplyRun): Promise<Outcome> {
  try {
    if ((await countOpen(ending, run)) === 0) return { result: 'applied' };
  } catch (error) {
    return explainOpen(ending.removals, toFailure(error));
  }
  return isElsewhere === false ? tryEnd(ending, run) : explainLate(ending.removals);
}

/** Returns that no session goes on of a person who is not in Kinde any more; otherwise the outcome of a hidden person. */
async function explainUnlessGone(departure: Departure, run: ApplyRun): Promise<Outcome> {
  try {
    const count = await countOpen({ ...departure, isShown: false }, run);
    return count === 0 ? { result: 'applied' } : explainHidden(departure.removals);
  } catch (error) {
    return explainOpen(departure.removals, toFailure(error));
  }
}

/** Returns how many sessions go on. Two answers prove that a person is not in Kinde any more, and so has none. */
async function countOpen({ userId, isShown }: Ending, run: ApplyRun): Promise<number> {
  try {
    return await run.client.countSessions(userId);
  } catch (error) {
    if (!isShown && isUnknownPerson(error)) return 0;
    throw error;
  }
}

/** A 404 about the route, or without a code of Kinde's, says nothing about the person. */
function isUnknownPerson(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.facts.status !== 404) return false;
  const { kindeCode = '' } = error.facts;
  return kindeCode !== '' && kindeCode !== 'ROUTE_NOT_FOUND';
}

/** Ends the sessions, then counts them. The count decides, whatever the first answer was. */
async function tryEnd(ending: Ending, run: ApplyRun): Promise<Outcome> {
  const { userId, removals } = ending;
  let failure: KindeSyncError | null = null;
  for (let attempt = 1; attempt <= attemptLimit; attempt += 1) {
    try {
      failure = await trySend(userId, removals, run);
      if ((await countOpen(ending, run)) === 0) return { result: 'applied' };
    } catch (error) {
      return explainOpen(removals, failure ?? toFailure(error));
    }
    // A refusal is final. After any other answer, sessions that go on are worth one more request.
    if (failure !== null && failure.code !== 'unclear-outcome') break;
  }
  return explainOpen(removals, failure);
}

/** Returns the error of a request that Kinde did not confirm. Throws `InterruptedError`, and the errors of the journal. */
async function trySend(
  userId: string,
  removals: readonly RemoveMember[],
  run: ApplyRun,
): Promise<KindeSyncError | null> {
  try {
    await run.send(removals, 'endSessions', (client) => client.endSessions(userId));
    return null;
  } catch (error) {
    const failure = toFailure(error);
    if (failure instanceof InterruptedError) throw failure;
    return failure;
  }
}

/** Returns an error of Kinde or of the journal. Throws a bug. */
function toFailure(error: unknown): KindeSyncError {
  if (error instanceof KindeSyncError) return error;
  throw error;
}
