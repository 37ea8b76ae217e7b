// The configuration, for commands that do more with one and do without where there is none.
import type { DesiredState } from '../model/desired.js';
import { ConfigurationError } from '../model/errors.js';
import { isAbsent, loadFiles } from './load-files.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

/**
 * Returns the configuration; null where nobody named one and none is in its usual place. Throws `ConfigurationError`
 * for one that is not valid or not there.
 */
export async function loadIfThere(world: World, options: CommonOptions): Promise<DesiredState | null> {
  const { loaded } = await loadFiles(world, options);
  if (loaded.desired !== null) return loaded.desired;
  if (isAbsent(loaded, options)) return null;
  throw new ConfigurationError(loaded.diagnostics);
}
