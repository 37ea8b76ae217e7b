// `kinde-sync validate`: everything that can be known without the network.
import { loadConfiguration } from '../pipeline.js';
import { ConfigurationError } from '../model/errors.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { reportErrors } from './open-session.js';
import { readVariables } from './options.js';
import type { CommonOptions } from './options.js';
import type { World } from './world.js';

/** Shows every mistake and warning on stderr and a verdict on stdout; sends no request. */
export async function runValidate(world: World, options: CommonOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const env = await readVariables(world, options);
    const { desired, diagnostics, sources } = await loadConfiguration({
      paths: options.config ?? [],
      cwd: world.cwd,
      env,
    });
    show.sources(sources);
    if (desired === null) throw new ConfigurationError(diagnostics);
    if (options.quiet === true) return exitCodes.done;
    show.diagnostics(diagnostics);
    const members = desired.organizations.reduce((sum, one) => sum + (one.members?.length ?? 0), 0);
    world.stdout.write(
      `The configuration is valid: ${sources.size} file(s), ${desired.organizations.length} organization(s), ${members} membership(s).\n`,
    );
    return exitCodes.done;
  });
}
