// The command line: the list of commands and what they have in common. It decides nothing.
import { Command, CommanderError } from 'commander';
import type { AddCommand } from './commands/add-command.js';
import { addApply } from './commands/add-apply.js';
import { addAttest } from './commands/add-attest.js';
import { addDemo } from './commands/add-demo.js';
import { addDoctor } from './commands/add-doctor.js';
import { addPlan } from './commands/add-plan.js';
import { addSandbox } from './commands/add-sandbox.js';
import { addUndo } from './commands/add-undo.js';
import { addValidate } from './commands/add-validate.js';
import { toSafeText } from '../render/safe-text.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import type { World } from './world.js';

/** In the order of the help: what a team does first comes first. */
const commands: readonly AddCommand[] = [
  addDoctor,
  addValidate,
  addPlan,
  addApply,
  addUndo,
  addAttest,
  addSandbox,
  addDemo,
];

/** Runs one command line and returns its exit status. Throws only for a bug. */
export async function runProgram(args: readonly string[], world: World, version: string): Promise<ExitCode> {
  let status: ExitCode = exitCodes.done;
  const program = buildProgram(world, version, (code) => (status = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.error;
  }
}

function buildProgram(world: World, version: string, end: (code: ExitCode) => void): Command {
  const program = new Command('kinde-sync')
    .description('Organizations, members and sign-up settings in Kinde, kept as YAML in git.')
    .version(version, '-V, --version')
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // What was typed comes back in it.
      writeErr: (text) => world.stderr.write(text.split('\n').map(toSafeText).join('\n')),
    });
  for (const add of commands) add(program, world, end);
  return program;
}
