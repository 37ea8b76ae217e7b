// `kinde-sync doctor`: checks whether plan and apply can work with these settings, and says what to correct where. It writes
// nothing to Kinde.
import { examine, finishReport, patience } from '../../stories/doctor.js';
import { checkFailure } from '../../doctor/check-failure.js';
import { readSettings } from '../../kinde/read-settings.js';
import type { KindeSettings } from '../../kinde/read-settings.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { DesiredState } from '../../model/desired.js';
import type { Check, DoctorReport } from '../../model/results/doctor-report.js';
import { UsageError } from '../../model/errors.js';
import { isAbsent } from '../../stories/load-configuration.js';
import type { LoadedConfiguration } from '../../stories/load-configuration.js';
import { narrowDesired } from '../../validate/narrow-desired.js';
import { renderDoctorText, renderProblemLines } from '../../render/doctor-text.js';
import { formatJson } from '../../render/json.js';
import { statusOfDoctor } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadFiles } from '../files/load-files.js';
import { reportErrors, workConnected } from '../open-session.js';
import type { Shower } from '../open-session.js';
import { readLayout } from '../options/options.js';
import type { CommonOptions } from '../options/options.js';
import type { World } from '../world.js';

export interface DoctorCommandOptions extends CommonOptions {
  readonly format: 'text' | 'json';
  readonly organization?: readonly string[];
}

/** Writes the checks to stdout. Exit status 0 only if no check found a problem that stops apply. */
export async function runDoctor(world: World, options: DoctorCommandOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const { env, loaded: files } = await loadFiles(world, options);
    const loaded = await checkConfiguration(files, options, show);
    const settings = trySettings(env);
    const report =
      settings instanceof UsageError
        ? reportSettings(settings, loaded.check)
        : await visit({ ...world, env }, options, { ...loaded, settings });
    const layout = readLayout(world, options, world.stdout);
    world.stdout.write(options.format === 'json' ? formatJson(report) : renderDoctorText(report, layout));
    if (report.canApply === false && !world.stdout.isTerminal) world.stderr.write(renderProblemLines(report));
    return statusOfDoctor(report);
  });
}

function trySettings(env: World['env']): KindeSettings | UsageError {
  try {
    return readSettings(env);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

function reportSettings(error: UsageError, configuration: Check): DoctorReport {
  const checks = [checkFailure(error, 'settings'), configuration];
  return finishReport({ domain: null, environment: null, checks, operations: [], requests: {}, tokens: 0 });
}

interface CheckedConfiguration {
  readonly desired: DesiredState | null;
  readonly check: Check;
}

/** Returns the check of the configuration; its diagnostics go to stderr, as with any command. */
async function checkConfiguration(
  loaded: LoadedConfiguration,
  options: DoctorCommandOptions,
  show: Shower,
): Promise<CheckedConfiguration> {
  const { organization = [], quiet } = options;
  if (isAbsent(loaded, options.config)) return { desired: null, check: absent };
  show.sources(loaded.sources);
  if (quiet !== true || loaded.desired === null) await show.diagnostics(loaded.diagnostics);
  if (loaded.desired !== null) {
    const desired = narrowDesired(loaded.desired, organization);
    const message = `It is valid, with ${countNoun(desired.organizations.length, 'organization')}.`;
    return { desired, check: { check: 'configuration', status: 'ok', message } };
  }
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length;
  const message = `It has ${countNoun(errors, 'error')}, so only the connection is checked.`;
  const cure = 'Correct the errors; kinde-sync validate shows the place of each.';
  return {
    desired: null,
    check: {
      check: 'configuration',
      status: 'problem',
      code: 'invalid-configuration',
      message,
      cure,
      where: 'the files, as shown above',
    },
  };
}

const absent: Check = {
  check: 'configuration',
  status: 'skipped',
  message:
    'There is no kinde.yaml or kinde/ here, so only the connection is checked. Name the configuration with --config.',
};

async function visit(
  world: World,
  options: DoctorCommandOptions,
  { settings, desired, check }: CheckedConfiguration & { readonly settings: KindeSettings },
): Promise<DoctorReport> {
  return workConnected(world, { ...options, ...patience, env: world.env }, ({ connection }) =>
    examine({ settings, variables: world.env, connection, desired, now: world.now }, [check]),
  );
}
