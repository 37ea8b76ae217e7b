// `kinde-sync completion`: prints a shell's completion script, which is made from the program's own commands and options.
import type { Argument, Command, Option } from 'commander';
import type {
  ArgumentWords,
  CommandLine,
  CommandWords,
  OptionWords,
  Shell,
  ValueWords,
} from '../completion/command-line.js';
import { renderCompletion } from '../completion/render-completion.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { collect } from '../options/shared-options.js';
import type { World } from '../world.js';

/** Prints the script on stdout. Reads no file and sends no request. */
export function runCompletion(world: World, program: Command, shell: Shell): ExitCode {
  world.stdout.write(renderCompletion(shell, describeProgram(program)));
  return exitCodes.done;
}

/** Returns every command that the help shows, with its arguments and options. */
export function describeProgram(program: Command): CommandLine {
  const { name, description, options } = describeCommand(program);
  const help = program.createHelp();
  return { name, description, options, commands: help.visibleCommands(program).map(describeCommand) };
}

function describeCommand(command: Command): CommandWords {
  const help = command.createHelp();
  return {
    name: command.name(),
    description: command.description(),
    values: command.registeredArguments.map(describeArgument),
    options: help.visibleOptions(command).map(describeOption),
  };
}

function describeArgument(argument: Argument): ArgumentWords {
  return { ...describeValue(argument.name(), argument.argChoices), isRequired: argument.required };
}

function describeOption(option: Option): OptionWords {
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1];
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined),
    description: option.description,
    value: placeholder === undefined ? null : describeValue(placeholder, option.argChoices),
    isValueOptional: option.optional,
    isRepeatable: option.parseArg === collect,
  };
}

/** The placeholders that stand for a path in the help, for example in `--config <PATH>` and `apply [PLAN]`. */
const paths: ReadonlySet<string> = new Set(['FILE', 'FOLDER', 'JOURNAL', 'PATH', 'PLAN']);

function describeValue(name: string, choices: readonly string[] | undefined): ValueWords {
  return { name, choices: choices ?? [], isPath: paths.has(name.replace(/\.+$/, '')) };
}
