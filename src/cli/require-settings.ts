// `--strict`: requires that every manual setting is attested.
import { UsageError } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import type { PlanningOptions } from './options.js';

/** Throws `UsageError` (`open-manual-settings`) with `--strict` if the plan has a manual change. */
export function requireSettingsDone(
  { changes }: Pick<Plan, 'changes'>,
  { strict }: Pick<PlanningOptions, 'strict'>,
): void {
  const open = changes.flatMap((change) => (change.action === 'manual' ? [change.field] : []));
  if (strict !== true || open.length === 0) return;
  throw new UsageError('open-manual-settings', `Manual settings are not attested: ${open.join(', ')}.`, {
    hint: 'Set them in Kinde, record that with `kinde-sync attest`, and commit the file that it writes.',
  });
}
