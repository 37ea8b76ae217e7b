// `--strict`: requires that every manual setting is attested.
import { UsageError } from '../../model/errors.js';
import type { Plan } from '../../model/plan.js';
import type { PlanningOptions } from './options.js';
import { repeatOptions } from './repeat-options.js';

/** Throws `UsageError` (`open-manual-settings`) with `--strict` if the plan has a manual change. */
export function requireSettingsDone(
  { changes }: Pick<Plan, 'changes'>,
  options: Pick<PlanningOptions, 'strict' | 'config' | 'configIsFromVariable' | 'envFile'>,
): void {
  const open = changes.flatMap((change) => (change.action === 'manual' ? [change.field] : []));
  if (options.strict !== true || open.length === 0) return;
  const command = ['kinde-sync attest', ...repeatOptions(options)].join(' ');
  throw new UsageError('open-manual-settings', `Manual settings are not attested: ${open.join(', ')}.`, {
    hint: `Set them in Kinde, record that with \`${command}\`, and commit the file that it writes.`,
  });
}
