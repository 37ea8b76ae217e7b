// Skips the changes that need a role or permission which this apply could not create.
import type { ApplyRun } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import { isEntityChange } from '../model/change.js';
import type { EntityChange } from '../model/change.js';
import type { OutcomeError } from '../model/outcome.js';

/** Reports as skipped each open change that needs an entity whose creation has failed. */
export function skipBlocked(run: ApplyRun): void {
  const failed = run.changes.filter((change): change is EntityChange => {
    const outcome = run.outcomeOf(change);
    return (
      isEntityChange(change) && change.action === 'create' && outcome !== null && outcome.result !== 'applied'
    );
  });
  if (failed.length === 0) return;
  const keysOf = (resource: EntityChange['resource']): ReadonlySet<string> =>
    new Set(failed.flatMap((change) => (change.resource === resource ? [change.key] : [])));
  const [roles, permissions] = [keysOf('role'), keysOf('permission')];
  for (const change of run.changes) {
    if (run.outcomeOf(change) !== null) continue;
    const touched = kindOf(change).touches(change);
    const role = touched.roles.find((key) => roles.has(key));
    const permission = touched.permissions.find((key) => permissions.has(key));
    if (role !== undefined) run.report(change, { result: 'skipped', error: explain('role', role) });
    else if (permission !== undefined)
      run.report(change, { result: 'skipped', error: explain('permission', permission) });
  }
}

function explain(resource: EntityChange['resource'], key: string): OutcomeError {
  return { code: 'entity-missing', message: `The ${resource} "${key}" could not be created.` };
}
