// The flags and the help of `kinde-sync init`. It decides nothing.
import { Option } from 'commander';
import { platforms } from '../init/choose-platform.js';
import type { InitCommandOptions } from '../init-command.js';
import type { AddCommand } from './add-command.js';
import { collect, readChoice } from './shared-options.js';

const examples = `
Writes only what is not there yet: a configuration, the workflow, CODEOWNERS. With KINDE_DOMAIN and credentials set the
configuration is what Kinde has; without, a commented file that manages nothing until you edit it.

Examples:
  kinde-sync init
  kinde-sync init --platform none -c access/kinde.yaml`;

/** Adds `init`, whose code is loaded when it is run. */
export const addInit: AddCommand = (program, world, end) => {
  program
    .command('init')
    .description('write a first configuration and the workflow of the platform; overwrites nothing')
    .addOption(
      new Option(
        '--platform <PLATFORM>',
        'whose workflow to write (default: what the remotes and files of the repository show)',
      )
        .choices(platforms)
        .argParser((platform) => readChoice(platform, platforms)),
    )
    .option('-c, --config <PATH>', 'where to write the configuration', 'kinde.yaml')
    .option(
      '--env-file <FILE>',
      'read settings and variables from a file too; may be repeated, the last one wins',
      collect,
    )
    .option('--no-color', 'no colours')
    .option('-q, --quiet', 'only the files')
    .addHelpText('after', examples)
    .action(async (options: InitCommandOptions) => {
      const { runInit } = await import('../init-command.js');
      end(await runInit(world, options));
    });
};
