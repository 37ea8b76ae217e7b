// The configuration, for commands that do more with one and do without where there is none.
import type { DesiredState } from '../model/desired.js';
import { ConfigurationError } from '../model/errors.js';
import { loadConfiguration } from '../pipeline.js';
import { readVariables } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

/**
 * Returns the configuration; null where nobody named one and none is in its usual place. Throws `ConfigurationError`
 * for one that is not valid or not there.
 */
export async function loadIfThere(world: World, options: CommonOptions): Promise<DesiredState | null> {
  const env = await readVariables(world, options);
  const paths = options.config ?? [];
  const loaded = await loadConfiguration({ paths, cwd: world.cwd, env, now: world.now() });
  if (loaded.desired !== null) return loaded.desired;
  const isMissing = loaded.diagnostics.every(({ code }) => code === 'no-configuration');
  if (isMissing && options.config === undefined) return null;
  throw new ConfigurationError(loaded.diagnostics);
}
