// The base's configuration held against the reading that was made for the plan. A base that can't be compared is
// never guessed at: its problem becomes a warning.
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { Base } from '../model/base.js';
import type { Change } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Foundations, LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { diagnoseDesired } from './check-desired.js';
import { diffStates } from './diff-states.js';
import { notifyLeftBehind } from './report-left-behind.js';

/** Returns the base, or why it does not fit what Kinde has: asked before memberships are read. */
export function checkBase(base: Base, foundations: Foundations, matches: OrganizationMatches): Base {
  if (base.desired === null) return base;
  const lock = base.desired.environment.code?.value;
  const { code } = foundations.environment;
  if (lock !== undefined && lock !== code) {
    return fail(`It is locked to the environment "${lock}", but this is "${code}".`);
  }
  const problem = describeFirst(diagnoseDesired(base.desired, foundations, matches));
  return problem === null ? base : fail(problem);
}

export interface BaseDiff {
  /** What the base would need; none where it can't be compared. */
  readonly changes: readonly Change[];
  /** `base-unusable`, where it can't be compared; else who stays although this request takes them out of the files. */
  readonly notices: readonly Notice[];
}

/** Returns what the base would need beside `head`, or the warning that says why that is not known. */
export function diffBase(
  base: Base,
  live: LiveState,
  matches: OrganizationMatches,
  head: Comparison,
): BaseDiff {
  if (base.desired === null) return warn(base.problem);
  const { comparison, changes, problems } = diffStates(base.desired, live, matches);
  const problem = describeFirst(problems);
  return problem === null ? { changes, notices: notifyLeftBehind(comparison, head) } : warn(problem);
}

function fail(problem: string): Base {
  return { desired: null, problem };
}

function warn(problem: string): BaseDiff {
  const message = `The configuration of --base can't be compared, so every change counts as caused by this pull request. ${problem}`;
  return { changes: [], notices: [{ code: 'base-unusable', message }] };
}

/** The first mistake stands for all of them: nobody is asked to mend what is past. */
function describeFirst([first, ...rest]: readonly Diagnostic[]): string | null {
  if (first === undefined) return null;
  const where = first.place === undefined ? '' : `, ${formatPlace(first.place)} there`;
  const others = rest.length === 0 ? '' : `, and ${rest.length} more`;
  return `${first.message} (${first.code}${where}${others})`;
}
