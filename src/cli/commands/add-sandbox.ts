// The flags and the help of `kinde-sync sandbox`. It decides nothing.
import type { SandboxCommandOptions } from '../sandbox-command.js';
import type { AddCommand } from './add-command.js';
import { readNumber, readPort } from './shared-options.js';

/** Adds `sandbox`, whose code is loaded when it is run. */
export const addSandbox: AddCommand = (program, world, end) => {
  program
    .command('sandbox')
    .description('serve a local stand-in for Kinde until Ctrl-C')
    .option('--seed <FILE>', 'the tenant to start with (YAML or JSON); without it an example tenant')
    .option('--port <N>', 'listen on this port of 127.0.0.1; without it on any that is free', readPort)
    .option('--latency <MS>', 'let every answer take this long', readNumber)
    .option('--faults <FILE>', 'let things go wrong as a fault plan says (YAML or JSON)')
    .addHelpText(
      'after',
      '\nExample:\n  kinde-sync sandbox --seed tenant.yaml --port 4010 --faults faults.yaml',
    )
    .action(async (options: SandboxCommandOptions) => {
      const { runSandbox } = await import('../sandbox-command.js');
      end(await runSandbox(world, options));
    });
};
