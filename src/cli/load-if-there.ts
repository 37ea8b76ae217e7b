// The configuration, for commands that do more with one and do without where there is none.
import type { DesiredState } from '../model/desired.js';
import { ConfigurationError } from '../model/errors.js';
import { isAbsent, loadFiles } from './load-files.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

export interface ConfigurationIfThere {
  readonly desired: DesiredState | null;
  /** The names of its files. */
  readonly files: readonly string[];
}

/**
 * Returns the configuration; null where nobody named one and none is in its usual place. Throws `ConfigurationError`
 * for one that is not valid or not there.
 */
export async function loadIfThere(world: World, options: CommonOptions): Promise<ConfigurationIfThere> {
  const { loaded } = await loadFiles(world, options);
  const files = [...loaded.sources.keys()];
  if (loaded.desired !== null || isAbsent(loaded, options)) return { desired: loaded.desired, files };
  throw new ConfigurationError(loaded.diagnostics);
}
