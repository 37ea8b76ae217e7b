// The configuration that the options of a command name, and the variables that it was read with.
import type { DesiredState } from '../../model/desired.js';
import type { SourceDocument } from '../../model/source-document.js';
import { loadConfiguration, loadEditable, requireValidIfThere } from '../../stories/load-configuration.js';
import type { LoadedConfiguration } from '../../stories/load-configuration.js';
import { readVariables } from '../options/options.js';
import type { CommonOptions } from '../options/options.js';
import type { World } from '../world.js';

type FileOptions = Pick<CommonOptions, 'config' | 'envFile'>;

export interface LoadedFiles {
  readonly env: World['env'];
  readonly loaded: LoadedConfiguration;
}

export interface ConfigurationIfThere {
  readonly desired: DesiredState | null;
  /** The names of its files. */
  readonly files: readonly string[];
  /** Empty unless the caller edits the files. */
  readonly documents: readonly SourceDocument[];
}

/** Reads and validates the files as of now. Throws `UsageError` (`no-env-file`) for an `--env-file` that can't be read. */
export async function loadFiles(world: World, options: FileOptions): Promise<LoadedFiles> {
  const env = await readVariables(world, options);
  const paths = options.config ?? [];
  return { env, loaded: await loadConfiguration({ paths, cwd: world.cwd, env, now: world.now() }) };
}

/** Returns the configuration for a command that works without one, too. Throws like `requireValidIfThere`. */
export async function loadIfThere(
  world: World,
  options: FileOptions,
  { withDocuments = false }: { readonly withDocuments?: boolean } = {},
): Promise<ConfigurationIfThere> {
  const env = await readVariables(world, options);
  const from = { paths: options.config ?? [], cwd: world.cwd, env, now: world.now() };
  const loaded = await loadEditable(from);
  const desired = requireValidIfThere(loaded, options.config);
  return { desired, documents: withDocuments ? loaded.documents : [], files: [...loaded.sources.keys()] };
}
