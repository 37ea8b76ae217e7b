// Verifies an apply: reads the touched things again and compares them with every applied change. A change that is not done
// fails with `not-verified`, even if Kinde confirmed its write.
import type { ApplyRun } from '../kinds/kind.js';
import type { Repair } from '../kinds/repair.js';
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex, LiveThings } from '../kinds/live-index.js';
import { toOutcome } from '../kinds/outcomes.js';
import { kindOf, kinds } from '../kinds/registry.js';
import type { Status } from '../kinds/status.js';
import { notifyNames } from '../kinds/person/check-created.js';
import { isNewPerson } from '../model/change-predicates.js';
import type { Change } from '../model/change.js';
import type { KeptRoles } from '../model/kept-roles.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { Notice } from '../model/notice.js';
import type { Outcome, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { findMissing, notifyMissing, pickExpected } from './find-missing.js';
import { findUnheld, notifyUnheld } from './find-unheld.js';
import { findRemoved, findTouched, isInQuestion } from './find-written.js';
import { readOwnLists, readRepaired } from './read-repaired.js';
import type { ReadBack } from './read-repaired.js';

export interface Verification {
  readonly isVerified: boolean;
  /** The reason why reading back failed; null if it did not. */
  readonly problem: OutcomeError | null;
  /** Notices about the state beside the changes. */
  readonly notices: readonly Notice[];
}

export interface VerifyOptions {
  readonly readBack: ReadBack;
  /**
   * The listed people who were members before: everyone in the organizations whose members the plan touches, and elsewhere
   * the people whom the plan removes.
   */
  readonly expected: readonly ListedPeople[];
  /** The roles of `safety.keepHolder` that had a holder before, and must have one after the apply. */
  readonly kept: readonly KeptRoles[];
}

/** Corrects the outcomes of the run. Returns whether all touched things could be read and match the plan. */
export async function verifyChanges(
  plan: Plan,
  run: ApplyRun,
  options: VerifyOptions,
): Promise<Verification> {
  try {
    const live = indexLive(await readAndRepair(plan, run, options));
    for (const notice of notifyNames(plan.changes.filter(isNewPerson), live, run)) run.notify(notice);
    const notices = [
      ...findMissing(options.expected, live, findRemoved(plan, run)).map(notifyMissing),
      ...findUnheld(options.kept, live).map(notifyUnheld),
    ];
    return { isVerified: compareAll(plan, live, run) && notices.length === 0, problem: null, notices };
  } catch (error) {
    // Without a reading no change is proven, so the run must not exit with success.
    const outcome = toOutcome(error);
    const problem = outcome.result === 'applied' ? null : outcome.error;
    return { isVerified: false, problem, notices: [] };
  }
}

/** A second round repeats a repair that had an unclear answer and no effect. */
const repairRounds = 2;

async function readAndRepair(plan: Plan, run: ApplyRun, options: VerifyOptions): Promise<LiveThings> {
  let found = await readTouched(plan, run, options);
  for (let round = 1; round <= repairRounds; round += 1) {
    const repaired = await repairAll(plan, indexLive(found), run);
    if (repaired.length === 0) break;
    found = await readRepaired(found, repaired, run, options.readBack);
  }
  return found;
}

/**
 * Reads the touched things. If the list of everyone does not show an organization as planned, the organization's own list
 * decides, because the former may lag behind.
 */
async function readTouched(
  plan: Plan,
  run: ApplyRun,
  { readBack, expected, kept }: VerifyOptions,
): Promise<LiveThings> {
  const removed = findRemoved(plan, run);
  const { things, ownLists } = await readBack(findTouched(plan, run), pickExpected(expected, removed));
  const live = indexLive(things);
  const statusOf = askStatus(live, plan, run);
  const missing = plan.changes
    .filter((change) => isInQuestion(change, run) && statusOf(change).is !== 'done')
    .flatMap((change) => kindOf(change).touches(change).members)
    .flatMap(({ organization }) => run.codeOf(organization) ?? []);
  const lacking = [...findMissing(expected, live, removed), ...findUnheld(kept, live)].map(
    ({ organization }) => organization.code,
  );
  const doubtful = [
    ...missing,
    ...lacking,
    ...findRepairs(plan, live, run).flatMap(({ code }) => code ?? []),
  ];
  const found = await readOwnLists(
    things,
    doubtful.filter((code) => !ownLists.has(code)),
    run,
  );
  return readCreated(plan, found, run);
}

/** Looks up the created people whom no list shows with their address. */
async function readCreated(plan: Plan, things: LiveThings, run: ApplyRun): Promise<LiveThings> {
  const statusOf = askStatus(indexLive(things), plan, run);
  const ids = plan.changes
    .filter(isNewPerson)
    .filter((change) => isInQuestion(change, run) && statusOf(change).is !== 'done')
    .flatMap(({ email }) => run.userIdOf({ userId: null, email }) ?? []);
  if (ids.length === 0) return things;
  const { rows } = await run.client.listUsers({ by: 'id', ids });
  return { ...things, people: new Map([...things.people, ...rows.map((one) => [one.userId, one] as const)]) };
}

function findRepairs({ changes }: Plan, live: LiveIndex, run: ApplyRun): readonly Repair[] {
  return kinds.flatMap((kind) =>
    kind.findRepairs(
      changes.filter((change) => kind.owns(change)),
      live,
      run,
    ),
  );
}

/** Sends all repairs and returns them. */
async function repairAll(plan: Plan, live: LiveIndex, run: ApplyRun): Promise<readonly Repair[]> {
  const repairs = findRepairs(plan, live, run);
  await Promise.all(
    kinds.map((kind) =>
      kind.repair(
        repairs.filter(({ change }) => kind.owns(change)),
        run,
      ),
    ),
  );
  return repairs;
}

function compareAll(plan: Plan, live: LiveIndex, run: ApplyRun): boolean {
  const unrepaired = new Map(findRepairs(plan, live, run).map((repair) => [repair.change, repair]));
  const statusOf = askStatus(live, plan, run);
  const isDone = (change: Change): boolean => statusOf(change).is === 'done';
  let isVerified = true;
  for (const change of plan.changes) {
    if (!isInQuestion(change, run)) continue;
    if (isDone(change) && !unrepaired.has(change)) {
      run.correct(change, { result: 'applied' });
      continue;
    }
    // An unclear change that is not done keeps its error, which says more than `not-verified`.
    if (run.outcomeOf(change)?.result === 'applied') {
      run.correct(change, mismatch(change, statusOf(change), unrepaired.get(change)));
    }
    isVerified = false;
  }
  return isVerified;
}

/** Returns a function that tells the status of a change, given the applied changes of the plan. */
function askStatus(live: LiveIndex, { changes }: Plan, run: ApplyRun): (change: Change) => Status {
  const applied = changes.filter((one) => run.outcomeOf(one)?.result === 'applied');
  return (change) => {
    const whole = change.action === 'add' ? run.members.unite(change) : change;
    return kindOf(change).status(whole, live, run, applied);
  };
}

function mismatch(change: Change, status: Status, unrepaired: Repair | undefined): Outcome {
  const because = 'because' in status ? ` ${status.because}` : '';
  // The repair of a role says more than that the role differs.
  const isTelling = status.is === 'done' || unrepaired?.code === null;
  const message =
    (isTelling ? unrepaired?.message : undefined) ??
    `After the apply, ${kindOf(change).describeMiss(change)}.${because} Either another change was made meanwhile, or Kinde did not do what it confirmed. Run plan again to see the current state.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}
