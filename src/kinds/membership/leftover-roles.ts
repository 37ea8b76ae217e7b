// Finds the roles that a member holds beside the planned ones, and takes away those that this apply left or caused. A bulk call
// leaves roles if it adds instead of replacing, and Kinde gives default roles to new people. Any other role is of another change
// meanwhile, and stays.
import type { AddMember, UpdateMember } from '../../model/change.js';
import { InterruptedError, UnclearError } from '../../model/errors.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveMember, LiveRole } from '../../model/live.js';
import type { Outcome } from '../../model/outcome.js';
import { isMemberRepair } from '../repair.js';
import type { ApplyRun } from '../kind.js';
import type { MemberRepair, Repair } from '../repair.js';
import type { LiveIndex } from '../live-index.js';
import { toOutcome } from '../outcomes.js';

/** Returns one repair for each member who holds other roles beside the written ones. */
export function findLeftoverRoles(
  changes: readonly (AddMember | UpdateMember)[],
  live: LiveIndex,
  run: ApplyRun,
): readonly Repair[] {
  return changes.flatMap((change) => {
    if (run.outcomeOf(change)?.result !== 'applied') return [];
    const wanted = change.action === 'add' ? run.members.unite(change).roles : change.fields[0].after;
    const code = run.codeOf(change.organization);
    const userId = run.userIdOf(change);
    if (wanted === undefined || code === null || userId === null) return [];
    const held = live.member(code, userId)?.roles ?? [];
    const roles = held.filter((key) => !wanted.includes(key));
    const message = `${change.email ?? userId} holds roles in ${change.organization.name} that were not planned: ${roles.join(', ')}.`;
    return roles.length === 0 ? [] : [{ change, code, userId, roles, message }];
  });
}

/**
 * Removes the roles, one call each. The outcome of a change becomes `failed` if Kinde refuses, or if a role stays because another
 * change gave it or because its person is the last holder. Throws what the list of roles throws.
 */
export async function takeLeftoverRoles(repairs: readonly Repair[], run: ApplyRun): Promise<void> {
  if (repairs.length === 0) return;
  const known = await run.rolesByKey();
  const groups = groupBy(repairs.filter(isMemberRepair), ({ code }) => code);
  await Promise.all(
    [...groups].map(async ([code, own]) => {
      const caused = own.map((repair) => ({ repair, roles: findCaused(repair, known, run) }));
      const taken = await keepLastHolders(code, caused, run);
      await Promise.all(taken.map((one) => takeRoles(one, known, run)));
    }),
  );
}

/** A repair with the roles that it takes away. */
interface Taking {
  readonly repair: MemberRepair;
  readonly roles: readonly string[];
}

/** Returns the roles that the plan shows to be lost, and Kinde's default roles of a person who joined. */
function findCaused(
  { change, userId, roles = [] }: MemberRepair,
  known: ReadonlyMap<string, LiveRole>,
  run: ApplyRun,
): readonly string[] {
  if (!('organization' in change)) return [];
  const before = run.members
    .changesIn(change.organization)
    .filter((one) => run.userIdOf(one) === userId)
    .flatMap((one) => {
      if (one.action === 'update') return one.fields[0].before;
      return one.action === 'remove' ? (one.roles ?? []) : [];
    });
  const isDefault = (key: string): boolean => change.action === 'add' && known.get(key)?.isDefault === true;
  return roles.filter((key) => before.includes(key) || isDefault(key));
}

/**
 * Returns the same without the kept roles that no one else would hold any more. Reads the member list if any is among them; if that
 * fails, they stay.
 */
async function keepLastHolders(
  code: string,
  takings: readonly Taking[],
  run: ApplyRun,
): Promise<readonly Taking[]> {
  const kept = run.keptRoles.flatMap(({ organization, roles }) => (organization.code === code ? roles : []));
  const taken = new Set(takings.flatMap(({ roles }) => roles));
  const atStake = kept.filter((key) => taken.has(key));
  if (atStake.length === 0) return takings;
  try {
    const { rows } = await run.client.listMembers(code);
    const holders = new Map(atStake.map((key) => [key, listHolders(rows, key)]));
    const mayTake = (key: string, userId: string): boolean => {
      const own = holders.get(key);
      if (own?.has(userId) !== true) return true;
      return own.size > 1 && own.delete(userId);
    };
    return takings.map(({ repair, roles }) => ({
      repair,
      roles: roles.filter((key) => mayTake(key, repair.userId)),
    }));
  } catch (error) {
    const unread = toOutcome(error);
    if (!(error instanceof InterruptedError)) return takings.map((taking) => leaveRoles(taking, atStake));
    for (const { repair } of takings) run.correct(repair.change, unread);
    return [];
  }
}

function leaveRoles({ repair, roles }: Taking, left: readonly string[]): Taking {
  return { repair, roles: roles.filter((key) => !left.includes(key)) };
}

/** Returns the user ids of the active holders. */
function listHolders(members: readonly LiveMember[], role: string): Set<string> {
  const active = members.filter(
    ({ roles, isSuspended }) => isSuspended !== true && roles?.includes(role) === true,
  );
  return new Set(active.map(({ userId }) => userId));
}

async function takeRoles(
  { repair: { change, code, userId, roles: found = [] }, roles }: Taking,
  known: ReadonlyMap<string, LiveRole>,
  run: ApplyRun,
): Promise<void> {
  try {
    for (const key of roles) {
      const id = known.get(key)?.id;
      if (id === undefined) continue;
      await run.send([change], 'removeMemberRole', (client) => client.removeMemberRole(code, userId, id));
    }
    const left = found.filter((key) => !roles.includes(key));
    if (left.length > 0) run.correct(change, explainLeft(change, left));
  } catch (error) {
    // After an unclear answer the next reading shows whether the call took effect.
    if (!(error instanceof UnclearError)) run.correct(change, toOutcome(error));
  }
}

function explainLeft(change: MemberRepair['change'], roles: readonly string[]): Outcome {
  const who = 'email' in change ? (change.email ?? 'A member') : 'A member';
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const message = `${who} holds roles${where} that were not planned, and keeps them: ${roles.join(', ')}. Another change gave them meanwhile, or no one else holds them any more. Run plan again to see the current state.`;
  return { result: 'failed', error: { code: 'not-verified', message } };
}
