// The commands that need no Kinde: the sandbox, the demo and the completion of shells. Their files act, as with every command.
import { shells } from '../completion/command-line.js';
import type { Shell } from '../completion/command-line.js';
import type { SandboxCommandOptions } from './sandbox-command.js';
import { makeArgument, readNumber, readPort, showExamples } from '../options/shared-options.js';
import type { AddCommand } from '../options/shared-options.js';

export const addSandbox: AddCommand = (program, world, end) => {
  program
    .command('sandbox')
    .description('run a local stand-in for Kinde until Ctrl-C')
    .option('--seed <FILE>', 'the tenant to start with, in YAML or JSON (default: an example tenant)')
    .option('--port <N>', 'the port of 127.0.0.1 to listen on (default: any free port)', readPort)
    .option('--latency <MS>', 'delay every answer by this number of milliseconds', readNumber)
    .option('--faults <FILE>', 'inject the faults from a fault plan (YAML or JSON)')
    .addHelpText('after', showExamples('sandbox --seed tenant.yaml --port 4010 --faults faults.yaml'))
    .action(async (options: SandboxCommandOptions) => {
      const { runSandbox } = await import('./sandbox-command.js');
      end(await runSandbox(world, options));
    });
};

export const addDemo: AddCommand = (program, world, end) => {
  program
    .command('demo')
    .description('take a guided tour in the sandbox: plan, apply, plan again')
    .option('--no-color', 'print without colors')
    .addHelpText('after', showExamples('demo'))
    .action(async (options: { readonly color: boolean }) => {
      const { runDemo } = await import('./demo-command.js');
      end(await runDemo(world, options));
    });
};

export const addCompletion: AddCommand = (program, world, end) => {
  program
    .command('completion')
    .description('print a script that completes commands, options and their choices in a shell')
    .addArgument(makeArgument('<SHELL>', 'the shell that loads the script', shells))
    .addHelpText('after', completionHelp)
    .action(async (shell: Shell) => {
      const { runCompletion } = await import('./completion-command.js');
      end(runCompletion(world, program, shell));
    });
};

const completionHelp = `
Examples:
  echo 'source <(kinde-sync completion bash)' >> ~/.bashrc
  echo 'source <(kinde-sync completion zsh)' >> ~/.zshrc      (after the line with compinit)
  kinde-sync completion fish > ~/.config/fish/completions/kinde-sync.fish`;
