// The flags and the help of `kinde-sync apply`. It decides nothing.
import type { ApplyCommandOptions } from '../apply-reviewed.js';
import type { AddCommand } from './add-command.js';
import { withCommonOptions, withPlanningOptions } from './shared-options.js';

/** Adds `apply`, whose code is loaded when it is run. */
export const addApply: AddCommand = (program, world, end) => {
  withPlanningOptions(withCommonOptions(program.command('apply')), ['text', 'json'])
    .description('plan, ask, apply, and read back what was done; or of that only what a saved plan approves')
    .argument('[PLAN]', 'a file that plan --out wrote: what stands in it and in the new plan is carried out')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--journal <FILE>', 'append a line to this file before each write and one with its outcome')
    .addHelpText('after', '\nExample:\n  kinde-sync apply -c kinde.yaml --yes --allow-removals 14')
    .action(async (path: string | undefined, options: ApplyCommandOptions) => {
      const { runApply } = await import('../apply-command.js');
      end(await runApply(world, options, path));
    });
};
