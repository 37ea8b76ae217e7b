// Verifies an apply: reads the touched things again and compares them with every applied change. A change that is not done
// fails with `not-verified`, even if Kinde confirmed its write.
import type { ApplyRun } from '../kinds/kind.js';
import type { Repair } from '../kinds/repair.js';
import { indexLive } from '../kinds/live-index.js';
import type { LiveIndex, LiveThings } from '../kinds/live-index.js';
import { toOutcome } from '../kinds/outcomes.js';
import { kindOf, kinds } from '../kinds/registry.js';
import { uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import type { Change, OrganizationRef } from '../model/change.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { Notice } from '../model/notice.js';
import type { Outcome, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { findMissing, notifyMissing } from './find-missing.js';
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
  /** The listed people who were members before, for the organizations whose members the plan touches. */
  readonly expected: readonly ListedPeople[];
}

/** Corrects the outcomes of the run. Returns whether all touched things could be read and match the plan. */
export async function verifyChanges(
  plan: Plan,
  run: ApplyRun,
  { readBack, expected }: VerifyOptions,
): Promise<Verification> {
  try {
    const live = indexLive(await readAndRepair(plan, run, { readBack, expected }));
    const notices = findMissing(expected, live).map(notifyMissing);
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
  { readBack, expected }: VerifyOptions,
): Promise<LiveThings> {
  const { things, ownLists } = await readBack(findTouched(plan, run));
  const live = indexLive(things);
  const isDone = compareWith(live, plan, run);
  const missing = plan.changes
    .filter((change) => isInQuestion(change, run) && !isDone(change))
    .flatMap((change) => kindOf(change).touches(change).members)
    .flatMap(({ organization }) => run.codeOf(organization) ?? []);
  const lacking = findMissing(expected, live).map(({ organization }) => organization.code);
  const doubtful = [
    ...missing,
    ...lacking,
    ...findRepairs(plan, live, run).flatMap(({ code }) => code ?? []),
  ];
  return readOwnLists(
    things,
    doubtful.filter((code) => !ownLists.has(code)),
    run,
  );
}

/** Returns the things that the written changes touched, and the exact default organization if people were created. */
function findTouched(plan: Plan, run: ApplyRun): Touched {
  const written = plan.changes.filter((change) => isInQuestion(change, run));
  const touched = written.map((change) => kindOf(change).touches(change));
  const { organizations, members, values, ...others } = uniteTouched(touched);
  const home = run.exactDefault;
  const strays =
    home === null || run.createdPeople().size === 0 ? [] : [{ organization: home, needsRoles: false }];
  const withCode = (ref: OrganizationRef): readonly OrganizationRef[] => {
    const code = run.codeOf(ref);
    return code === null ? [] : [{ ...ref, code }];
  };
  return uniteTouched([
    {
      ...others,
      organizations: organizations.flatMap(withCode),
      values: values.flatMap(({ collection, organization }) => {
        const refs = organization === null ? [null] : withCode(organization);
        return refs.map((ref) => ({ collection, organization: ref }));
      }),
      members: [...members, ...strays].flatMap(({ organization, needsRoles }) =>
        withCode(organization).map((ref) => ({ organization: ref, needsRoles })),
      ),
    },
  ]);
}

/**
 * Returns whether verify decides about a change: it was applied, or its outcome is unclear. An unclear creation of a
 * person stays unclear, because people are not read by address again.
 */
function isInQuestion(change: Change, run: ApplyRun): boolean {
  const outcome = run.outcomeOf(change);
  if (outcome?.result === 'applied') return true;
  if (outcome?.error.code !== 'unclear-outcome') return false;
  const { organizations, members, values, entities } = kindOf(change).touches(change);
  return organizations.length + members.length + values.length + entities.length > 0;
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
  const isDone = compareWith(live, plan, run);
  let isVerified = true;
  for (const change of plan.changes) {
    if (!isInQuestion(change, run)) continue;
    if (isDone(change) && !unrepaired.has(change)) {
      run.correct(change, { result: 'applied' });
      continue;
    }
    // An unclear change that is not done keeps its error, which says more than `not-verified`.
    if (run.outcomeOf(change)?.result === 'applied') {
      const repair = unrepaired.get(change);
      // The repair of a role says more than that the role differs.
      const isTelling = isDone(change) || repair?.code === null;
      run.correct(change, mismatch(isTelling ? repair?.message : undefined, change));
    }
    isVerified = false;
  }
  return isVerified;
}

/** Returns a function that tells whether a change is done, given the applied changes of the plan. */
function compareWith(live: LiveIndex, { changes }: Plan, run: ApplyRun): (change: Change) => boolean {
  const applied = changes.filter((one) => run.outcomeOf(one)?.result === 'applied');
  return (change) => kindOf(change).status(change, live, run, applied).is === 'done';
}

function mismatch(unrepaired: string | undefined, change: Change): Outcome {
  const message =
    unrepaired ??
    `After the apply, ${kindOf(change).describeMiss(change)}. Either another change was made meanwhile, or Kinde did not do what it confirmed. Run plan again to see the current state.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}
