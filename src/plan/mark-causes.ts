// Tells which changes the request causes and which the configuration before it would have needed too. Looks at what
// is done, never at where it is written or at what was there before.
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';

/**
 * Returns every change with its cause: `drifted` if all that it does is done by changes of the base too, else `here`.
 * The two sets of changes must rest on the same reading of Kinde.
 */
export function markCauses(changes: readonly Change[], baseChanges: readonly Change[]): readonly Change[] {
  const needed = new Set(baseChanges.flatMap((change) => kindOf(change).deeds(change)));
  return changes.map((change): Change => {
    const isNeeded = kindOf(change)
      .deeds(change)
      .every((deed) => needed.has(deed));
    return { ...change, cause: isNeeded ? 'drifted' : 'here' };
  });
}
