// The flags and the help of `kinde-sync attest`. It decides nothing.
import type { AttestCommandOptions } from '../attest-command.js';
import type { AddCommand } from './add-command.js';
import { collect, withConfigurationOptions } from './shared-options.js';

/** Adds `attest`, whose code is loaded when it is run. */
export const addAttest: AddCommand = (program, world, end) => {
  withConfigurationOptions(program.command('attest'))
    .description('record that the switches that only a person can see stand as the configuration says')
    .option(
      '--setting <NAME=VALUE>',
      'this one stands like this, true or false, and is not asked about; may be repeated',
      collect,
    )
    .option('--by <NAME>', 'who has looked; needed where there is no terminal')
    .addHelpText(
      'after',
      '\nExample:\n  kinde-sync attest -c kinde.yaml --setting allowSelfSignUp=false --by "Ann Lee"',
    )
    .action(async (options: AttestCommandOptions) => {
      const { runAttest } = await import('../attest-command.js');
      end(await runAttest(world, options));
    });
};
