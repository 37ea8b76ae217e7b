// The flags and the help of `kinde-sync pull`. It decides nothing.
import type { PullCommandOptions } from '../pull-command.js';
import type { AddCommand } from './add-command.js';
import { withCommonOptions, withReadingOptions } from './shared-options.js';

/** Adds `pull`, whose code is loaded when it is run. */
export const addPull: AddCommand = (program, world, end) => {
  withReadingOptions(withCommonOptions(program.command('pull')))
    .description(
      'write the live state as configuration; edits files that are there, and only where they differ',
    )
    .option('--split', 'without configuration: a folder with a file for each organization')
    .option('--check', 'write nothing, show the diff, and exit with 2 if there is one')
    .addHelpText(
      'after',
      '\nExample:\n  kinde-sync pull --check\n  kinde-sync pull --organization org_1ccfb819462',
    )
    .action(async (options: Omit<PullCommandOptions, 'format' | 'removals'>) => {
      const { runPull } = await import('../pull-command.js');
      end(await runPull(world, { ...options, format: 'text', removals: true }));
    });
};
