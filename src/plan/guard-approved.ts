// The guards of a saved plan's approved part: nothing in it may need a change that is not approved.
import { findLacking } from '../kinds/entity/find-lacking.js';
import { kindOf } from '../kinds/registry.js';
import { isEntityChange } from '../model/change.js';
import type { Change, EntityChange } from '../model/change.js';
import type { Refusal } from '../model/notice.js';

/** Returns a refusal for each approved removal of a person who is now to join another organization without approval. */
export function guardHalfMoves(
  fresh: readonly Change[],
  approved: ReadonlyMap<Change, unknown>,
): readonly Refusal[] {
  const leftOut = new Map(
    fresh.flatMap((change) =>
      change.action === 'add' && !approved.has(change) ? [[change.userId, change] as const] : [],
    ),
  );
  return fresh.flatMap((change) => {
    if (change.action !== 'remove' || !approved.has(change)) return [];
    const addition = leftOut.get(change.userId);
    if (addition === undefined) return [];
    const name = addition.organization.name;
    return [refuseOvertaken(change, `They are now to join ${name}, which the saved plan does not contain.`)];
  });
}

/** Returns a refusal for each approved change that needs a role or permission which is now to be created without approval. */
export function guardLeftEntities(
  fresh: readonly Change[],
  approved: ReadonlyMap<Change, unknown>,
): readonly Refusal[] {
  const left = fresh.filter(
    (change): change is EntityChange =>
      isEntityChange(change) && change.action === 'create' && !approved.has(change),
  );
  return fresh.flatMap((change) => {
    const missing = approved.has(change) ? findLacking(change, left) : undefined;
    if (missing === undefined) return [];
    const because = `Kinde does not have the ${missing.resource} "${missing.key}", which the saved plan does not create.`;
    return [refuseOvertaken(change, because)];
  });
}

/** Returns the refusal of a saved change, with the reason. */
export function refuseOvertaken(change: Change, because: string | null): Refusal {
  const [words] = kindOf(change).describe(change, { isNewPerson: false });
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const what = `${words?.subject ?? ''} ${words?.detail ?? ''}${where}`;
  const reason = because ?? 'The configuration no longer contains it.';
  return {
    guard: 'plan-overtaken',
    message: `The saved plan contains: ${what}. ${reason} Plan and review again.`,
    override: null,
    ...('organization' in change ? { organization: change.organization } : {}),
  };
}
