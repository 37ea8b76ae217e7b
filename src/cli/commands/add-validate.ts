// The flags and the help of `kinde-sync validate`. It decides nothing.
import { Option } from 'commander';
import type { ValidateCommandOptions } from '../validate-command.js';
import type { AddCommand } from './add-command.js';
import { readChoice, withCommonOptions } from './shared-options.js';

const formats = ['text', 'json', 'github', 'sarif'] as const;

/** Adds `validate`, whose code is loaded when it is run. */
export const addValidate: AddCommand = (program, world, end) => {
  withCommonOptions(program.command('validate'))
    .description('check everything that can be known without the network')
    .addOption(
      new Option('--format <FORMAT>', 'how to print what is found')
        .choices(formats)
        .argParser((format) => readChoice(format, formats))
        .default('text'),
    )
    .addHelpText('after', '\nExample:\n  kinde-sync validate -c kinde/')
    .action(async (options: ValidateCommandOptions) => {
      const { runValidate } = await import('../validate-command.js');
      end(await runValidate(world, { ...options, version: program.version() ?? '' }));
    });
};
