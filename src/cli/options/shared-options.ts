// The options that several commands share, and the functions that read their values.
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { isDay } from '../../model/day.js';
import { suggest } from '../../validate/suggest.js';
import type { ExitCode } from '../exit-codes.js';
import type { World } from '../world.js';

/** Adds one command to the program; `end` takes the exit status of its run. */
export type AddCommand = (program: Command, world: World, end: (code: ExitCode) => void) => void;

/** Adds the options of a command that reads the configuration and shows its progress. */
export function withCommonOptions(command: Command): Command {
  return withConfigurationOptions(command)
    .option('-q, --quiet', 'print only the result and errors')
    .option('-v, --verbose', 'log each request and each decision');
}

/** Adds the options of a command that reads the configuration. */
export function withConfigurationOptions(command: Command): Command {
  const config = 'a configuration file or folder; may be repeated (default: kinde.yaml, else kinde/)';
  return withEnvironmentOptions(command.option('-c, --config <PATH>', config, collect));
}

/** Adds the options of a command that reads settings and writes to a terminal. */
export function withEnvironmentOptions(command: Command): Command {
  const envFile = 'also read variables from this env file; may be repeated, and the last file wins';
  return command.option('--env-file <FILE>', envFile, collect).option('--no-color', 'print without colors');
}

/** Adds the options of a command that plans from the configuration. */
export function withPlanningOptions(command: Command, formats: readonly string[]): Command {
  return withOrganizationOption(withGuardOptions(command, formats))
    .option(
      '--allow-invitations <N>',
      'approve the invitations of the plan, even beyond the limit; N is their exact number, or the word all',
    )
    .option('--no-removals', 'hold back every removal, and list who stays')
    .option('--strict', 'exit with status 1 if a manual setting is not attested');
}

/** Adds the option that narrows a command to some organizations. */
export function withOrganizationOption(command: Command): Command {
  return command.option(
    '--organization <SELECTOR>',
    'only this organization, by code, external id, handle or name; may be repeated',
    collect,
  );
}

/** Adds the options of a command that reads Kinde without a plan. */
export function withReadingOptions(command: Command): Command {
  return withOrganizationOption(withConcurrencyOption(command));
}

/** Adds the options of a command that shows a plan with its refusals. */
export function withGuardOptions(command: Command, formats: readonly string[]): Command {
  return withConcurrencyOption(withFormatOption(command, formats))
    .option(...maskOption('JSON and saved plans are not masked'))
    .option(
      '--allow-removals <N>',
      'approve all removals of the plan, even beyond the limits; N is their exact number, or the word all',
    );
}

/** Returns the option that masks people; `except` says what it leaves as it is. */
export function maskOption(except: string): readonly [flags: string, description: string] {
  return ['--mask-emails', `show a stable mark for each person instead of an address; ${except}`];
}

function withConcurrencyOption(command: Command): Command {
  return command.option('--concurrency <N>', 'the maximum number of concurrent requests', readConcurrency, 8);
}

/** Adds `--format` with these formats; the first is the default. */
export function withFormatOption(command: Command, formats: readonly string[]): Command {
  const option = makeChoice('--format <FORMAT>', 'the format of the result', formats);
  return command.addOption(option.argParser((format) => readFormat(format, formats)).default(formats[0]));
}

/** Returns an option that takes one of the choices. */
export function makeChoice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).argParser((value) => readChoice(value, choices));
}

/** Returns an argument that takes one of the choices. */
export function makeArgument(name: string, description: string, choices: readonly string[]): Argument {
  return new Argument(name, description).choices(choices).argParser((value) => readChoice(value, choices));
}

/** Returns the examples of a command for the end of its help; each is given without the name of the program. */
export function showExamples(...lines: readonly string[]): string {
  return `\nExample:${lines.map((line) => `\n  kinde-sync ${line}`).join('')}`;
}

/** Returns the values of an option that may be repeated. */
export function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

function readFormat(format: string, formats: readonly string[]): string {
  const isForPlan = !formats.includes(format) && (format === 'markdown' || format === 'diff');
  if (isForPlan) throw new InvalidArgumentError(`It takes ${formats.join(', ')}; ${format} is for plan.`);
  return readChoice(format, formats);
}

/** Returns the value if it is one of the choices. Throws `InvalidArgumentError`, which names a similar choice. */
function readChoice<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const near = suggest(value, choices);
  throw new InvalidArgumentError(`It takes ${choices.join(', ')}.${near === undefined ? '' : `\n(${near})`}`);
}

/** Returns an address of the web that is safe in a link of Markdown, without a slash at its end. Throws `InvalidArgumentError`. */
export function readWebAddress(value: string): string {
  if (/^https?:\/\/[\w.:-]+(?:\/[\w.%@+-]+)*\/?$/.test(value)) return value.replace(/\/$/, '');
  throw new InvalidArgumentError('It takes an address such as https://github.com/acme/access/blob/main.');
}

/** Returns a whole number of up to seven digits. Throws `InvalidArgumentError`. */
export function readNumber(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}

/** Returns a port of a listener; 0 means any free one. Throws `InvalidArgumentError`. */
export function readPort(value: string): number {
  const port = readNumber(value);
  if (port > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return port;
}

/** Returns a number of days, up to ten years. Throws `InvalidArgumentError`. */
export function readDays(value: string): number {
  return readWithin(value, 3650);
}

/** Returns a day as `YYYY-MM-DD`. Throws `InvalidArgumentError`. */
export function readDay(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('It takes a day, for example 2027-01-31.');
  return value;
}

function readConcurrency(value: string): number {
  return readWithin(value, 100);
}

function readWithin(value: string, most: number): number {
  const number = readNumber(value);
  if (number >= 1 && number <= most) return number;
  throw new InvalidArgumentError(`It takes a number from 1 to ${most}.`);
}
