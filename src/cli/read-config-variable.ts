// `KINDE_SYNC_CONFIG`: what `--config` takes, so that one env file is a whole environment. `--config` wins.
import type { Command } from 'commander';
import { readVariables } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

const variable = 'KINDE_SYNC_CONFIG';

/** Gives a command that takes `--config`, and was given none, the paths that the variable names. */
export async function readConfigVariable(world: World, command: Command): Promise<void> {
  const takesConfig = command.options.some((option) => option.attributeName() === 'config');
  if (!takesConfig || command.getOptionValueSource('config') !== undefined) return;
  const { envFile } = command.opts<Pick<CommonOptions, 'envFile'>>();
  // What is wrong with an env file is told by the command.
  const variables =
    envFile === undefined ? world.env : await readVariables(world, { envFile }).catch(() => null);
  const paths = (variables?.[variable] ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
  if (paths.length === 0) return;
  command.setOptionValueWithSource('config', paths, 'env');
  command.setOptionValueWithSource('configIsFromVariable', true, 'env');
}
