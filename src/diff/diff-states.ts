// The difference between the files and Kinde: pure, and the same for the same two states whatever their order.
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { compareStates } from './compare-states.js';

export interface StateDiff {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
  readonly unchanged: number;
  /** Mistakes that only the two states together show; with any of them there is no plan. */
  readonly problems: readonly Diagnostic[];
}

/** Returns every change that leads from live to desired, with what is worth saying beside them. */
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
