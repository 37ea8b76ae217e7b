// The flags and the help of `kinde-sync completion`. It decides nothing.
import { Argument } from 'commander';
import { shells } from '../completion/command-line.js';
import type { Shell } from '../completion/command-line.js';
import type { AddCommand } from './add-command.js';
import { readChoice } from './shared-options.js';

const examples = `
Examples:
  echo 'source <(kinde-sync completion bash)' >> ~/.bashrc
  echo 'source <(kinde-sync completion zsh)' >> ~/.zshrc      (after the line with compinit)
  kinde-sync completion fish > ~/.config/fish/completions/kinde-sync.fish`;

/** Adds `completion`, whose code is loaded when it is run. */
export const addCompletion: AddCommand = (program, world, end) => {
  program
    .command('completion')
    .description('print a script that completes commands, options and their choices in a shell')
    .addArgument(
      new Argument('<SHELL>', 'the shell that loads the script')
        .choices(shells)
        .argParser((shell) => readChoice(shell, shells)),
    )
    .addHelpText('after', examples)
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('../completion-command.js');
      end(runCompletion(world, program, shell));
    });
};
