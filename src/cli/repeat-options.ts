// Repeats the options of a run in a command that a message suggests, so that the command reads the same files and settings.
import type { CommonOptions } from './options.js';
import { quote } from './quote.js';

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
