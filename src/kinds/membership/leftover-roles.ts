// Finds and removes the roles that a member holds beside the planned ones. A bulk call leaves them if it adds roles
// instead of replacing them.
import type { AddMember, UpdateMember } from '../../model/change.js';
import { UnclearError } from '../../model/errors.js';
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

/** Removes the roles, one call each. If Kinde refuses, the outcome of the change becomes `failed`. */
export async function takeLeftoverRoles(repairs: readonly Repair[], run: ApplyRun): Promise<void> {
  if (repairs.length === 0) return;
  const ids = await run.roleIds();
  await Promise.all(repairs.filter(isMemberRepair).map((repair) => takeRoles(repair, ids, run)));
}

async function takeRoles(
  { change, code, userId, roles = [] }: MemberRepair,
  ids: ReadonlyMap<string, string>,
  run: ApplyRun,
): Promise<void> {
  try {
    for (const key of roles) {
      const id = ids.get(key);
      if (id === undefined) continue;
      await run.send([change], 'removeMemberRole', (client) => client.removeMemberRole(code, userId, id));
    }
  } catch (error) {
    // After an unclear answer the next reading shows whether the call took effect.
    if (!(error instanceof UnclearError)) run.correct(change, toOutcome(error));
  }
}
