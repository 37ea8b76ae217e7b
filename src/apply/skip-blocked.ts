// Skips the changes that need a role or permission which this apply could not create.
import { findLacking } from '../kinds/entity/find-lacking.js';
import type { ApplyRun } from '../kinds/kind.js';
import { isEntityChange } from '../model/change-predicates.js';
import type { EntityChange } from '../model/change.js';

/** Reports as skipped each open change that needs an entity whose creation has failed. */
export function skipBlocked(run: ApplyRun): void {
  const failed = run.changes.filter((change): change is EntityChange => {
    const outcome = run.outcomeOf(change);
    return (
      isEntityChange(change) && change.action === 'create' && outcome !== null && outcome.result !== 'applied'
    );
  });
  if (failed.length === 0) return;
  for (const change of run.changes) {
    if (run.outcomeOf(change) !== null) continue;
    const lacking = findLacking(change, failed);
    if (lacking === undefined) continue;
    const message = `The ${lacking.resource} "${lacking.key}" could not be created.`;
    run.report(change, { result: 'skipped', error: { code: 'entity-missing', message } });
  }
}
