// Loads the files of a pull as configuration and compares them with the live state, before pull writes them.
import { diagnoseDesired } from '../diff/diagnose-desired.js';
import { diffStates } from '../diff/diff-states.js';
import { keepLiveEntities } from '../kinds/entity/live-entities.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { LoadOptions } from '../load/load-documents.js';
import { loadEditable } from './load-configuration.js';
import type { Change } from '../model/change.js';
import { isStatedEnd } from '../model/change-predicates.js';
import { noEnvironment } from '../model/desired.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError, InternalError } from '../model/errors.js';
import type { LiveState } from '../model/live.js';
import { isChangeOf } from '../pull/edit-documents.js';
import type { Kept } from '../pull/edit-documents.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';

/** The live state, and the scope of the comparison. */
export interface Verification extends Pick<LoadOptions, 'cwd' | 'env' | 'day'> {
  readonly live: LiveState;
  /** The codes of the organizations that must not differ. */
  readonly covered: ReadonlySet<string>;
  /** Whether the settings of the environment must not differ. */
  readonly withEnvironment: boolean;
  /** Errors of the original files. If the new files have errors, these are their cause. */
  readonly problems: readonly Diagnostic[];
  /** The values and roles that the edit leaves as they are. */
  readonly kept?: readonly Kept[];
  /** The changes of the files before the pull: only an end that they state may be left. */
  readonly before?: readonly Change[];
}

interface FutureFile {
  readonly file: string;
  readonly after: string;
}

/**
 * Returns if the texts are valid and match the live state. If a file has two texts, the later one counts. Throws
 * `ConfigurationError` for errors of the original files, and `InternalError` for errors that pull itself made.
 */
export async function verifyPulled(files: readonly FutureFile[], verification: Verification): Promise<void> {
  const { live, problems, cwd, env, day, kept = [], before = [] } = verification;
  const encoder = new TextEncoder();
  const tree = new Map(files.map(({ file, after }) => [file, encoder.encode(after)]));
  const loaded = await loadEditable({ paths: [...tree.keys()], cwd, env, day, tree });
  if (loaded.desired === null) throw mismatchError('is not valid', loaded.diagnostics[0]);
  const desired = narrowToCovered(loaded.desired, verification);
  const matches = matchOrganizations(desired.organizations, live.organizations);
  const diff = diffStates(desired, live, matches);
  const left = [...diagnoseDesired(desired, live, matches), ...diff.problems];
  if (left.length > 0 && problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
  if (left.length > 0) throw mismatchError('does not match Kinde', left[0]);
  // Pull leaves ended listings and leavers as they are, so their people may still be members.
  const ends = new Set(before.filter(isStatedEnd).map(nameEnd));
  const [change] = diff.changes.filter(
    (one) =>
      one.action !== 'manual' &&
      !(isStatedEnd(one) && ends.has(nameEnd(one))) &&
      !kept.some((value) => isChangeOf(value, one)),
  );
  if (change !== undefined) throw mismatchError(`differs from Kinde (${change.resource} ${change.action})`);
}

/** Returns a text that only the ends of one membership, or of one invitation, share. */
function nameEnd(change: Change): string {
  const organization = 'organization' in change ? change.organization.code : null;
  const person = 'userId' in change ? change.userId : 'email' in change ? change.email : null;
  return JSON.stringify([change.action, organization, person]);
}

function narrowToCovered(
  desired: DesiredState,
  { live, covered, withEnvironment }: Verification,
): DesiredState {
  const { matches } = matchOrganizations(desired.organizations, live.organizations);
  const organizations = matches.flatMap(({ desired: entry, live: one }) =>
    one !== null && covered.has(one.code) ? [entry] : [],
  );
  if (withEnvironment) return { ...keepLiveEntities(desired, live.entities), organizations };
  const { business: _business, ...others } = desired;
  return { ...others, environment: noEnvironment, organizations };
}

function mismatchError(what: string, diagnostic?: Diagnostic): InternalError {
  const reason = diagnostic === undefined ? '' : `: ${diagnostic.code}, ${diagnostic.message}`;
  return new InternalError(`The pulled configuration ${what}${reason}. Nothing was written.`);
}
