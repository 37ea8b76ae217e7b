// Reads the touched things again and holds every applied change against them. What does not match is an error
// with a name, whatever the answers to the writes said.
import { kinds } from '../kinds/registry.js';
import type { Rereading } from '../kinds/kind.js';
import { toOutcome } from '../kinds/outcomes.js';
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationChange } from '../model/change.js';
import type { Outcome, OutcomeError } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { findTouched, isInQuestion, readOwnLists, rereadSettings } from './find-touched.js';
import type { TouchedMembers } from './find-touched.js';
import { findStrays, findUnsettled, settleDifferences } from './settle-differences.js';
import type { ApplyDesk } from './write-desk.js';

export interface Verification {
  readonly isVerified: boolean;
  /** Why nothing could be read back; null where it could. */
  readonly problem: OutcomeError | null;
}

/** Returns the members of organizations by code and user id, and whose own list was read. Throws what the client throws. */
export type ReadMembers = (
  touched: readonly TouchedMembers[],
) => Promise<Pick<Rereading, 'members'> & { readonly ownLists: ReadonlySet<string> }>;

/** Corrects the outcomes on the desk; returns whether everything touched could be read and was as planned. */
export async function verifyChanges(
  plan: Plan,
  desk: ApplyDesk,
  readMembers: ReadMembers,
): Promise<Verification> {
  try {
    return { isVerified: await readBackAndJudge(plan, desk, readMembers), problem: null };
  } catch (error) {
    // Nothing is known to be wrong, but nothing is proven either: the run must not end well.
    const outcome = toOutcome(error);
    return { isVerified: false, problem: outcome.result === 'applied' ? null : outcome.error };
  }
}

/** Twice, so that a correction of which nobody knows whether it took effect can be made again. */
const settlingRounds = 2;

async function readBackAndJudge(plan: Plan, desk: ApplyDesk, readMembers: ReadMembers): Promise<boolean> {
  let found = await readBack(plan, desk, readMembers);
  for (let round = 1; round <= settlingRounds; round += 1) {
    const corrected = await settleDifferences(plan, found, desk);
    if (corrected.length === 0) break;
    found = await lookAgain(found, corrected, desk);
  }
  return judge(plan, found, desk);
}

/**
 * Where the list of everyone does not show an organization as planned, its own list decides: nobody knows whether the former
 * lags behind.
 */
async function readBack(plan: Plan, desk: ApplyDesk, readMembers: ReadMembers): Promise<Rereading> {
  const organizationPages = plan.reads.find(({ list }) => list === 'organizations')?.pages ?? 1;
  const touched = findTouched(plan, desk);
  const [settings, { members, ownLists }] = await Promise.all([
    rereadSettings(touched, desk.client, organizationPages),
    readMembers(touched.memberLists),
  ]);
  const found = { ...settings, members };
  const doubtful = findDoubtful(plan, found, desk).filter((code) => !ownLists.has(code));
  return lookAgain(found, [...new Set(doubtful)], desk);
}

function findDoubtful(plan: Plan, found: Rereading, desk: ApplyDesk): readonly string[] {
  const unfulfilled = plan.changes.flatMap((change) => {
    if (change.resource !== 'member' || !isInQuestion(change, desk)) return [];
    return isFulfilled(change, plan, { found, desk }) ? [] : (desk.codeOf(change.organization) ?? []);
  });
  return [...unfulfilled, ...findUnsettled(plan, found, desk)];
}

async function lookAgain(found: Rereading, codes: readonly string[], desk: ApplyDesk): Promise<Rereading> {
  const again = await readOwnLists(codes, desk.client);
  return { ...found, members: new Map([...found.members, ...again]) };
}

function judge(plan: Plan, found: Rereading, desk: ApplyDesk): boolean {
  const strays = new Set(findStrays(plan, found, desk).map(({ email }) => email));
  let isVerified = true;
  for (const change of plan.changes) {
    if (!isInQuestion(change, desk)) continue;
    const isStray = change.resource === 'user' && strays.has(change.email);
    if (isFulfilled(change, plan, { found, desk }) && !isStray) {
      desk.correct(change, { result: 'applied' });
      continue;
    }
    // An unclear change that is not there keeps its error: that says more than a mismatch.
    if (desk.outcomeOf(change)?.result === 'applied') {
      desk.correct(change, mismatch(isStray ? describeStray(plan, change) : describe(change)));
    }
    isVerified = false;
  }
  return isVerified;
}

interface ReadBack {
  readonly found: Rereading;
  readonly desk: ApplyDesk;
}

/** An organization's fields are judged by the last change that sets them: created closed, opened at the end. */
function isFulfilled(change: Change, plan: Plan, { found, desk }: ReadBack): boolean {
  const judged =
    change.resource === 'organization' && isOpenedLater(change, plan, desk) ? withoutDoor(change) : change;
  return kinds.some((kind) => kind.isDone(judged, found, desk) === true);
}

function isOpenedLater(change: OrganizationChange, plan: Plan, desk: ApplyDesk): boolean {
  return plan.changes.some(
    (other) =>
      other !== change &&
      change.action === 'create' &&
      other.resource === 'organization' &&
      organizationKey(other.organization) === organizationKey(change.organization) &&
      desk.outcomeOf(other)?.result === 'applied',
  );
}

function withoutDoor(change: OrganizationChange): OrganizationChange {
  return { ...change, fields: change.fields.filter(({ field }) => field !== 'allowRegistrations') };
}

function mismatch(message: string): Outcome {
  return { result: 'failed', error: { code: 'not-verified', message } };
}

function describe(change: Change): string {
  const what = describeGoal(change);
  return `Reading back, ${what}. Somebody may have changed it meanwhile, or Kinde did not do what it confirmed. Plan again to see where things stand.`;
}

function describeGoal(change: Change): string {
  switch (change.resource) {
    case 'organization':
      return `${change.organization.name} is not as planned (${change.fields.map(({ field }) => field).join(', ')})`;
    case 'user':
      return `${change.email} is not there`;
    case 'environment':
      return change.action === 'manual' ? change.field : `${change.fields[0].field} is not as planned`;
    case 'member': {
      const who = change.email ?? change.userId ?? 'the person';
      if (change.action === 'remove') return `${who} is still in ${change.organization.name}`;
      return change.action === 'add'
        ? `${who} is not in ${change.organization.name} with the planned roles`
        : `${who} does not have the planned roles in ${change.organization.name}`;
    }
  }
}

function describeStray(plan: Plan, change: Change): string {
  const email = change.resource === 'user' ? change.email : '';
  return `Kinde also put ${email} into the default organization ${plan.exactDefaultOrganization?.name ?? ''}, and taking them out again failed. The next apply tries again.`;
}
