// Repeats the options of a run in a command that a message suggests, so that the command reads the same files and settings.
import type { Plan } from '../../model/plan.js';
import type { CommonOptions } from './options.js';
import { quote } from '../quote.js';

/** Returns `-c` and `--env-file` as given, quoted for a shell. Paths of `KINDE_SYNC_CONFIG` need no repetition. */
export function repeatOptions({
  config = [],
  configIsFromVariable,
  envFile = [],
}: Pick<CommonOptions, 'config' | 'configIsFromVariable' | 'envFile'>): readonly string[] {
  return [
    ...(configIsFromVariable === true ? [] : config.map((path) => `-c ${quote(path)}`)),
    ...envFile.map((path) => `--env-file ${quote(path)}`),
  ];
}

type Repeated = Parameters<typeof repeatOptions>[0];

/** Returns the text with the options in each command that it suggests: `kinde-sync pull -c access.yaml --organization …`. */
export function repeatInText(text: string, options: Repeated): string {
  const repeated = repeatOptions(options).join(' ');
  if (repeated === '') return text;
  return text.replace(
    /\bkinde-sync (?:pull|plan|apply|validate)(?= --)/g,
    (command) => `${command} ${repeated}`,
  );
}

/** Returns the notices or refusals with the options in each command that their messages suggest. */
export function repeatInMessages<Said extends { readonly message: string; readonly reason?: string }>(
  said: readonly Said[],
  options: Repeated,
): readonly Said[] {
  return said.map((one) => ({
    ...one,
    message: repeatInText(one.message, options),
    ...(one.reason === undefined ? {} : { reason: repeatInText(one.reason, options) }),
  }));
}

/** Returns a plan whose suggested commands can be pasted, for people to read. */
export function repeatInPlan<Shown extends Pick<Plan, 'warnings' | 'refusals'>>(
  plan: Shown,
  options: Repeated,
): Shown {
  const { warnings, refusals } = plan;
  return {
    ...plan,
    warnings: repeatInMessages(warnings, options),
    refusals: repeatInMessages(refusals, options),
  };
}
