// Before anything is written: what pull would write is loaded as configuration and compared with Kinde once more.
import { diagnoseDesired } from '../diff/check-desired.js';
import { diffStates } from '../diff/diff-states.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { LoadOptions } from '../load/load-documents.js';
import { loadEditable } from './load-configuration.js';
import { noEnvironment } from '../model/desired.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError, InternalError } from '../model/errors.js';
import type { LiveState } from '../model/live.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';

export interface Verification extends Pick<LoadOptions, 'cwd' | 'env'> {
  readonly live: LiveState;
  /** The codes of the organizations that must not differ. */
  readonly covered: ReadonlySet<string>;
  /** Whether the settings of the environment must not differ. */
  readonly withEnvironment: boolean;
  /** Mistakes of the files as they were: if any is left, they are what is wrong. */
  readonly problems: readonly Diagnostic[];
}

interface FutureFile {
  readonly file: string;
  readonly after: string;
}

/**
 * Does nothing if the texts are valid and differ in nothing from what was read; of two texts of one file the later
 * counts. Throws `ConfigurationError` for mistakes that were there before, `InternalError` for any of pull's own.
 */
export async function verifyPulled(files: readonly FutureFile[], verification: Verification): Promise<void> {
  const { live, problems, cwd, env } = verification;
  const encoder = new TextEncoder();
  const tree = new Map(files.map(({ file, after }) => [file, encoder.encode(after)]));
  const loaded = await loadEditable({ paths: [...tree.keys()], cwd, env, tree });
  if (loaded.desired === null) throw explain('is not valid', loaded.diagnostics[0]);
  const desired = narrowToCovered(loaded.desired, verification);
  const matches = matchOrganizations(desired.organizations, live.organizations);
  const diff = diffStates(desired, live, matches);
  const left = [...diagnoseDesired(desired, live, matches), ...diff.problems];
  if (left.length > 0 && problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
  if (left.length > 0) throw explain('does not match Kinde', left[0]);
  const [change] = diff.changes.filter(({ action }) => action !== 'manual');
  if (change !== undefined) throw explain(`differs from Kinde (${change.resource} ${change.action})`);
}

function narrowToCovered(
  desired: DesiredState,
  { live, covered, withEnvironment }: Verification,
): DesiredState {
  const { matches } = matchOrganizations(desired.organizations, live.organizations);
  const organizations = matches.flatMap(({ desired: entry, live: one }) =>
    one !== null && covered.has(one.code) ? [entry] : [],
  );
  const environment = withEnvironment ? desired.environment : noEnvironment;
  return { ...desired, environment, organizations };
}

function explain(what: string, diagnostic?: Diagnostic): InternalError {
  const reason = diagnostic === undefined ? '' : `: ${diagnostic.code}, ${diagnostic.message}`;
  return new InternalError(`The pulled configuration ${what}${reason}. Nothing was written.`);
}
