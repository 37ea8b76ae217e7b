// The flags and the help of `kinde-sync doctor`. It decides nothing.
import { Option } from 'commander';
import type { DoctorCommandOptions } from '../doctor-command.js';
import type { AddCommand } from './add-command.js';
import { withCommonOptions, withOrganizationOption } from './shared-options.js';

/** Adds `doctor`, whose code is loaded when it is run. */
export const addDoctor: AddCommand = (program, world, end) => {
  withOrganizationOption(withCommonOptions(program.command('doctor')))
    .description('say whether plan and apply could work with these settings, and what to put right where')
    .addOption(
      new Option('--format <FORMAT>', 'how to print what is found').choices(['text', 'json']).default('text'),
    )
    .addHelpText('after', '\nExample:\n  kinde-sync doctor -c kinde.yaml --env-file production.env')
    .action(async (options: DoctorCommandOptions) => {
      const { runDoctor } = await import('../doctor-command.js');
      end(await runDoctor(world, options));
    });
};
