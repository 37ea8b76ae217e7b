// The flags that several commands share, and how what is typed after them is read.
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { suggest } from '../../validate/suggest.js';

/** Every command that reads the configuration and tells how it goes on. */
export function withCommonOptions(command: Command): Command {
  return withConfigurationOptions(command)
    .option('-q, --quiet', 'only the result and errors')
    .option('-v, --verbose', 'say each request and each choice');
}

/** Every command that reads the configuration. */
export function withConfigurationOptions(command: Command): Command {
  return command
    .option(
      '-c, --config <PATH>',
      'a file or folder; may be repeated (default: kinde.yaml, else kinde/)',
      collect,
    )
    .option(
      '--env-file <FILE>',
      'read settings and variables from a file too; may be repeated, the last one wins',
      collect,
    )
    .option('--no-color', 'no colours');
}

/** Commands that plan from the configuration. */
export function withPlanningOptions(command: Command, formats: readonly string[]): Command {
  return withOrganizationOption(withGuardOptions(command, formats))
    .option('--no-removals', 'do everything but take nobody out')
    .option('--strict', 'exit with 1 if anything is left to do by hand that nobody has attested');
}

/** Commands that can look at some organizations only. */
export function withOrganizationOption(command: Command): Command {
  return command.option(
    '--organization <SELECTOR>',
    'only this one: code, external id, handle or name; may be repeated',
    collect,
  );
}

/** Commands that read Kinde without a plan. */
export function withReadingOptions(command: Command): Command {
  return withOrganizationOption(withConcurrencyOption(command));
}

/** Commands that show a plan and what its guards say. */
export function withGuardOptions(command: Command, formats: readonly string[]): Command {
  return withConcurrencyOption(withFormatOption(command, formats))
    .option(
      '--mask-emails',
      'show people by marks that stay the same, never by address; JSON and kept plans are not masked',
    )
    .option('--allow-removals <N>', 'approve removals beyond the limits: exactly N, or all');
}

/** Commands that talk to Kinde. */
function withConcurrencyOption(command: Command): Command {
  return command.option('--concurrency <N>', 'the most requests under way at once', readConcurrency, 8);
}

/** Commands whose result has several forms; the first is the usual one. */
export function withFormatOption(command: Command, formats: readonly string[]): Command {
  return command.addOption(
    new Option('--format <FORMAT>', 'how to print the result')
      .choices(formats)
      .argParser((format) => readFormat(format, formats))
      .default(formats[0]),
  );
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

/** Returns one of the choices, or refuses what was typed and names the choice that is near it. */
export function readChoice<Choice extends string>(value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const near = suggest(value, choices);
  throw new InvalidArgumentError(`It takes ${choices.join(', ')}.${near === undefined ? '' : `\n(${near})`}`);
}

/** Returns a whole number of up to seven digits, or refuses what was typed. */
export function readNumber(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}

/** Returns a port, or refuses what was typed. */
export function readPort(value: string): number {
  const port = readNumber(value);
  if (port > 65_535) throw new InvalidArgumentError('It takes a port from 0 to 65535.');
  return port;
}

function readConcurrency(value: string): number {
  const concurrency = readNumber(value);
  if (concurrency < 1 || concurrency > 100)
    throw new InvalidArgumentError('It takes a number from 1 to 100.');
  return concurrency;
}
