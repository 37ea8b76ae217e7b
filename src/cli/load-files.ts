// The configuration that the options of a command mean, and the variables that it was read with.
import { loadConfiguration } from '../load-configuration.js';
import type { LoadedConfiguration } from '../load-configuration.js';
import { readVariables } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

export interface LoadedFiles {
  readonly env: World['env'];
  readonly loaded: LoadedConfiguration;
}

type LoadFilesOptions = Pick<CommonOptions, 'config' | 'envFile'>;

/** Reads and validates the files as of now. Throws `UsageError` for an `--env-file` that can't be read. */
export async function loadFiles(world: World, options: LoadFilesOptions): Promise<LoadedFiles> {
  const env = await readVariables(world, options);
  return { env, loaded: await loadWith(env, world, options) };
}

/** The same with variables that are known; `onRead` as in `loadConfiguration`. */
export async function loadWith(
  env: World['env'],
  { cwd, now }: World,
  { config, onRead }: LoadFilesOptions & { readonly onRead?: (characters: number) => void },
): Promise<LoadedConfiguration> {
  const telling = onRead === undefined ? {} : { onRead };
  return loadConfiguration({ paths: config ?? [], cwd, env, now: now(), ...telling });
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
