// The flags and the help of `kinde-sync demo`. It decides nothing.
import type { AddCommand } from './add-command.js';

/** Adds `demo`, whose code is loaded when it is run. */
export const addDemo: AddCommand = (program, world, end) => {
  program
    .command('demo')
    .description('a guided tour on the sandbox: plan, apply, plan again')
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nExample:\n  kinde-sync demo')
    .action(async (options: { readonly color: boolean }) => {
      const { runDemo } = await import('../demo-command.js');
      end(await runDemo(world, options));
    });
};
