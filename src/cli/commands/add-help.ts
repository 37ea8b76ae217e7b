// `kinde-sync help`: the same texts as --help, and a near command for one that is misspelt.
import { Argument } from 'commander';
import type { AddCommand } from './add-command.js';
import { readChoice } from './shared-options.js';

/** Adds `help`. It knows the commands that were added before it. */
export const addHelp: AddCommand = (program) => {
  const names = program.commands.map((command) => command.name());
  program
    .command('help')
    .description('show this, or the help of one command')
    .addArgument(
      new Argument('[COMMAND]', 'the command to explain')
        .choices(names)
        .argParser((name) => readChoice(name, names)),
    )
    .addHelpText('after', '\nExample:\n  kinde-sync help plan')
    .action((name: string | undefined) => {
      const command = program.commands.find((one) => one.name() === name) ?? program;
      command.outputHelp();
    });
};
