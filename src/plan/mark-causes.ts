// Marks the changes that the pull request causes, apart from those that its base needs, too. The comparison uses the deeds of
// a change, never its place in the files or its former values.
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';

/**
 * Returns every change with its cause: `drifted` if changes of the base contain all of its deeds, else `here`. Both sets of
 * changes must come from the same reading of Kinde.
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
