// The second half of reading for a plan: match the organizations, diagnose the configuration, read the memberships, and diff. With
// a base, the same reading also serves the base.
import { diagnoseDesired, diagnoseWhole } from '../diff/diagnose-desired.js';
import { checkBase, diffBase } from '../diff/diff-base.js';
import type { StateDiff } from '../diff/diff-states.js';
import type { Base } from '../model/base.js';
import type { Change } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveOverview } from '../model/live.js';
import { uniteNeeds } from '../model/read-needs.js';
import { markCauses } from '../plan/mark-causes.js';
import { gatherNeeds } from '../read/gather-needs.js';
import type { OpenReading } from '../read/open-reading.js';
import { readMeant } from '../read/read-meant.js';
import { readMemberships } from '../read/read-memberships.js';
import type { OnReading } from '../read/read-memberships.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';
import { compareSurely } from './compare-surely.js';

/** The options of a comparison. */
export interface CompareOptions {
  /** With `--organization`: the whole configuration before it was narrowed. */
  readonly whole?: DesiredState;
  /** With `--base`: the configuration before the pull request, which decides the cause of each change. */
  readonly base?: Base;
  /** The changes of a saved plan. People whom they remove are looked up before a removal counts as done. */
  readonly saved?: readonly Change[];
  /** Takes the chosen lists, the reason and the estimated requests, before memberships are read. */
  readonly onReading?: OnReading;
}

/** The configuration, and the reading that was opened for it. */
export interface Opened {
  readonly desired: DesiredState;
  /** `desired` with the safety rules of its base. */
  readonly guarded: DesiredState;
  readonly reading: OpenReading;
  readonly listed: LiveOverview;
}

/**
 * Reads the needed members, people and values, and returns the diff. With a base, each change has its cause. Throws
 * `ConfigurationError` for errors that only the live state shows, and the errors of reading.
 */
export async function readAndCompare(
  { desired, guarded, reading, listed }: Opened,
  client: ReadClient,
  { base: given, whole = desired, saved = [], onReading = () => undefined }: CompareOptions,
): Promise<StateDiff> {
  const meant = { desired, base: given?.desired ?? null, onReading };
  const { overview, matches, baseMatches } = await readMeant(meant, listed, client);
  throwIfAny(diagnoseDesired(desired, overview, matches));
  throwIfAny(diagnoseWhole(whole, desired, overview));
  const base = given === undefined ? null : checkBase(given, overview, baseMatches);
  const needs = uniteNeeds(
    gatherNeeds(guarded, matches, overview),
    gatherNeeds(base?.desired ?? null, baseMatches),
  );
  const first = await readMemberships(needs, overview, { client, reading, onReading });
  const compared = { desired: guarded, live: first, matches, forLines: false, saved };
  const { live, diff } = await compareSurely(compared, { needs, client, onReading });
  throwIfAny(diff.problems);
  if (base === null || given === undefined) return diff;
  const { changes, notices, traced } = diffBase({ base, given, matches: baseMatches }, live, diff);
  return { ...diff, changes: markCauses(traced, changes), notices: [...diff.notices, ...notices] };
}

function throwIfAny(problems: readonly Diagnostic[]): void {
  if (problems.length > 0) throw new ConfigurationError(sortDiagnostics(problems));
}
