// `kinde-sync validate`: checks the configuration without the network.
import { countNoun } from '../../model/text/count-noun.js';
import type { DiagnosticsReport } from '../../model/results/diagnostics-report.js';
import { ConfigurationError } from '../../model/errors.js';
import type { LoadedConfiguration } from '../../stories/load-configuration.js';
import { renderDiagnosticsGithub } from '../../render/diagnostics/diagnostics-github.js';
import { renderDiagnosticsSarif } from '../../render/diagnostics/diagnostics-sarif.js';
import { renderJson } from '../../render/json.js';
import { exitCodes } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadFiles } from '../files/load-files.js';
import { listRemarks } from '../list-remarks.js';
import { nameForRepository } from '../name-for-repository.js';
import { reportErrors } from '../open-session.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld, MaskOptions } from '../run-masked.js';
import type { World } from '../world.js';
import { writeWrapped } from '../write-wrapped.js';

export interface ValidateCommandOptions extends MaskOptions {
  readonly format: 'text' | 'json' | 'github' | 'sarif';
}

/**
 * Shows every diagnostic. As text, diagnostics go to stderr and the verdict to stdout; any other format goes to stdout alone.
 * Sends no request. Exit status 1 if there is an error.
 */
export async function runValidate(world: World, options: ValidateOptions): Promise<ExitCode> {
  // Requests of forks are validated without secrets.
  return runMasked(world, options, (masked) => validate(masked, options), { needsKey: false });
}

type ValidateOptions = ValidateCommandOptions & { readonly version: string };

function validate(world: MaskedWorld, options: ValidateOptions): Promise<ExitCode> {
  return reportErrors(world, options, async (show) => {
    const read = (await loadFiles(world, options)).loaded;
    const loaded = { ...read, diagnostics: listRemarks(read) };
    if (options.format !== 'text') {
      const text = renderFor(options.format, loaded, { ...world, ...options });
      world.stdout.write(text, options.format === 'github' ? 'commands' : undefined);
      if (loaded.desired !== null) return exitCodes.done;
      if (!world.stdout.isTerminal) await show.lines(loaded.diagnostics);
      return exitCodes.error;
    }
    show.sources(loaded.sources);
    if (loaded.desired === null) throw new ConfigurationError(loaded.diagnostics);
    if (options.quiet === true) return exitCodes.done;
    await show.diagnostics(loaded.diagnostics);
    const { files, organizations, memberships } = summarize(loaded);
    writeWrapped(
      world.stdout,
      `The configuration is valid: ${countNoun(files, 'file')}, ${countNoun(organizations ?? 0, 'organization')}, ${countNoun(memberships ?? 0, 'membership')}.`,
    );
    return exitCodes.done;
  });
}

type Surroundings = Pick<MaskedWorld, 'cwd' | 'env' | 'mask'> & { readonly version: string };

function renderFor(
  format: Exclude<ValidateCommandOptions['format'], 'text'>,
  loaded: LoadedConfiguration,
  surroundings: Surroundings,
): string {
  const { diagnostics } = loaded;
  if (format === 'json') return renderJson(toReport(loaded));
  const masked = diagnostics.map((diagnostic) => surroundings.mask.diagnostic(diagnostic));
  const named = masked.map((diagnostic) => nameForRepository(diagnostic, surroundings));
  return format === 'github'
    ? renderDiagnosticsGithub(named)
    : renderDiagnosticsSarif(named, surroundings.version);
}

function toReport(loaded: LoadedConfiguration): DiagnosticsReport {
  const { desired, diagnostics } = loaded;
  return { formatVersion: '1', valid: desired !== null, summary: summarize(loaded), diagnostics };
}

function summarize({ desired, diagnostics, sources }: LoadedConfiguration): DiagnosticsReport['summary'] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const counts = { errors, warnings, files: sources.size };
  if (desired === null) return { ...counts, organizations: null, memberships: null };
  const memberships = desired.organizations.reduce((sum, one) => sum + (one.members?.length ?? 0), 0);
  return { ...counts, organizations: desired.organizations.length, memberships };
}
