// The program: its own options, its help, how it fails, and `KINDE_SYNC_CONFIG`. The commands stand in commands.ts.
import { Command, CommanderError } from 'commander';
import { readPathsOf } from '../model/default-paths.js';
import { toSafeText } from '../render/safe-text.js';
import { addCommands } from './commands/commands.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { readVariables } from './options/options.js';
import type { CommonOptions } from './options/options.js';
import { renderSettingsHelp } from './options/settings-help.js';
import { collect, makeArgument, showExamples } from './options/shared-options.js';
import type { World } from './world.js';

const statuses = `
Exit status: 0 for success or no changes, 1 for an error, 2 for changes if an option asks for this status,
3 for a plan refused for safety (nothing was changed), 130 for an interrupted run.`;

const pointer = `
Settings and documentation: kinde-sync --help`;

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

/** Returns the program with all commands. `end` gets the exit status of the command that ran. */
export function buildProgram(world: World, version: string, end: (code: ExitCode) => void): Command {
  const program = new Command('kinde-sync')
    .description('Organizations, members and sign-up settings in Kinde, kept as YAML in git.')
    .version(version, '-V, --version')
    .showHelpAfterError('(see --help)')
    .helpCommand(false)
    .addHelpText('after', renderSettingsHelp)
    .addHelpText('afterAll', ({ command }) => (command.parent === null ? statuses : statuses + pointer))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      // An error repeats what was typed, which may be hostile.
      writeErr: (text) => world.stderr.write(text.split('\n').map(toSafeText).join('\n')),
    });
  program.hook('preAction', (_, command) => readConfigVariable(world, command));
  addCommands(program, world, end);
  addHelp(program);
  return program;
}

/** Adds `help`, which shows the same texts as --help and suggests a command for a misspelt one. */
function addHelp(program: Command): void {
  const names = program.commands.map((command) => command.name());
  program
    .command('help')
    .description('show the help of the program or of one command')
    .addArgument(makeArgument('[COMMAND]', 'the command to explain', names))
    .addHelpText('after', showExamples('help plan'))
    .action((name: string | undefined) => {
      (program.commands.find((one) => one.name() === name) ?? program).outputHelp();
    });
}

/**
 * Gives a command that takes `--config`, and has none, the paths of `KINDE_SYNC_CONFIG`. So one env file describes a whole
 * environment; `--config` wins.
 */
async function readConfigVariable(world: World, command: Command): Promise<void> {
  const option = command.options.find((one) => one.attributeName() === 'config');
  if (option === undefined || command.getOptionValueSource('config') !== undefined) return;
  const { envFile } = command.opts<Pick<CommonOptions, 'envFile'>>();
  // The command itself reports an env file that can't be read.
  const variables =
    envFile === undefined ? world.env : await readVariables(world, { envFile }).catch(() => null);
  const paths = readPathsOf(variables ?? {});
  if (paths.length === 0) return;
  // A command that writes one configuration refuses several paths itself.
  const value = option.parseArg === collect ? paths : paths.join(',');
  command.setOptionValueWithSource('config', value, 'env');
  command.setOptionValueWithSource('configIsFromVariable', true, 'env');
}
