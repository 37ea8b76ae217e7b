// The flags and the help of `kinde-sync plan`. It decides nothing.
import type { PlanCommandOptions } from '../plan-command.js';
import type { AddCommand } from './add-command.js';
import { withCommonOptions, withPlanningOptions } from './shared-options.js';

/** Adds `plan`, whose code is loaded when it is run. */
export const addPlan: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('plan')), ['text', 'json', 'markdown', 'diff'])
    .description('read Kinde and show what would change; changes nothing')
    .option('--detailed-exitcode', 'exit with 2 if there are changes')
    .option(
      '--base <PATH>',
      'tell what this configuration causes from what had drifted before: another path, or git:REF',
    )
    .option('--out <FILE>', 'keep the plan in a file, for apply; only its owner can read it')
    .addHelpText('after', '\nExample:\n  kinde-sync plan -c kinde.yaml --format json > plan.json')
    .action(async (options: PlanCommandOptions) => {
      const { runPlan } = await import('../plan-command.js');
      end(await runPlan(world, options));
    });
};
