// The configuration that the options of a command mean, and the variables that it was read with.
import { loadConfiguration } from '../stories/load-configuration.js';
import type { LoadedConfiguration } from '../stories/load-configuration.js';
import { readVariables } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

export interface LoadedFiles {
  readonly env: World['env'];
  readonly loaded: LoadedConfiguration;
}

/** Reads and validates the files as of now. Throws `UsageError` for an `--env-file` that can't be read. */
export async function loadFiles(
  world: World,
  options: Pick<CommonOptions, 'config' | 'envFile'>,
): Promise<LoadedFiles> {
  const env = await readVariables(world, options);
  const paths = options.config ?? [];
  return { env, loaded: await loadConfiguration({ paths, cwd: world.cwd, env, now: world.now() }) };
}

/** Returns whether nobody named a configuration and none is in its usual place. */
export function isAbsent(
  { desired, diagnostics }: LoadedConfiguration,
  { config }: Pick<CommonOptions, 'config'>,
): boolean {
  return (
    config === undefined && desired === null && diagnostics.every(({ code }) => code === 'no-configuration')
  );
}
