// Diffs the desired state against the live state. The result does not depend on the order of either.
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { compareStates } from './compare-states.js';

/** The changes between two states. */
export interface StateDiff {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly unchanged: number;
  /** Errors that only both states together show. A single error prevents the plan. */
  readonly problems: readonly Diagnostic[];
}

/** Returns every change from the live to the desired state, with notices and the number of unchanged entries. */
export function diffStates(desired: DesiredState, live: LiveState, matches: OrganizationMatches): StateDiff {
  const { comparison, problems, notices } = compareStates(desired, live, matches);
  const findings = kinds.map((kind) => kind.diff(comparison));
  return {
    comparison,
    changes: findings.flatMap(({ changes }) => changes),
    notices: [...notices, ...findings.flatMap((found) => found.notices)],
    unchanged: findings.reduce((sum, found) => sum + found.unchanged, 0),
    problems,
  };
}
