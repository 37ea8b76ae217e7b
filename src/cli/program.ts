// The command line: the list of commands and what they have in common. It decides nothing.
import { Command, CommanderError } from 'commander';
import type { AddCommand } from './commands/add-command.js';
import { addApply } from './commands/add-apply.js';
import { addAttest } from './commands/add-attest.js';
import { addCompletion } from './commands/add-completion.js';
import { addDemo } from './commands/add-demo.js';
import { addDoctor } from './commands/add-doctor.js';
import { addHelp } from './commands/add-help.js';
import { addInit } from './commands/add-init.js';
import { addPlan } from './commands/add-plan.js';
import { addPull } from './commands/add-pull.js';
import { addReport } from './commands/add-report.js';
import { addSandbox } from './commands/add-sandbox.js';
import { addUndo } from './commands/add-undo.js';
import { addValidate } from './commands/add-validate.js';
import { toSafeText } from '../render/safe-text.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { readConfigVariable } from './read-config-variable.js';
import type { World } from './world.js';

/** In the order of the help: what a team does first comes first. */
const story: readonly (readonly [heading: string, commands: readonly AddCommand[]])[] = [
  ['To begin:', [addInit, addDoctor, addPull]],
  ['Every day:', [addValidate, addPlan, addApply, addAttest]],
  ['Now and then:', [addUndo, addReport]],
  ['To try it without an account:', [addSandbox, addDemo]],
  ['For the shell:', [addCompletion, addHelp]],
];

const statuses = `
Exit status: 0 done, or nothing to do; 1 an error; 2 there are changes, where an option asks for it;
3 refused for safety, nothing was changed; 130 interrupted.`;

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
    .helpCommand(false)
    .addHelpText('afterAll', statuses)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // What was typed comes back in it.
      writeErr: (text) => world.stderr.write(text.split('\n').map(toSafeText).join('\n')),
    });
  program.hook('preAction', (_, command) => readConfigVariable(world, command));
  for (const [heading, commands] of story) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, world, end);
  }
  return program;
}
