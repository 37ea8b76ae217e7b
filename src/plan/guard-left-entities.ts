// The guard of a saved plan's approved part: no change in it may need a role or permission that is created without approval.
import { findLacking } from '../kinds/entity/find-lacking.js';
import { isEntityChange } from '../model/change-predicates.js';
import type { Change, EntityChange } from '../model/change.js';
import type { Refusal } from '../model/notice.js';
import { refuse } from './guard-halves.js';

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
    return [refuse(change, because)];
  });
}
