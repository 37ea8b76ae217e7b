// Compares the base's configuration with the live state of the plan. The problem of a base that can't be compared becomes a
// warning.
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { Base } from '../model/base.js';
import type { Comparison } from '../model/comparison.js';
import type { Change } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveOverview, LiveState } from '../model/live.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';
import { diagnoseDesired } from './diagnose-desired.js';
import { diffStates } from './diff-states.js';
import type { StateDiff } from './diff-states.js';
import { traceRemovals } from './trace-removals.js';
import { notifyLater } from './notify-later.js';
import { notifyRules } from './notify-rules.js';
import { pairEntries } from './pair-entries.js';
import { notifyFormerLeavers, notifyLeftBehind } from './notify-left-behind.js';

/** Returns the base, or its problem if it does not fit the live state. It needs no memberships. */
export function checkBase(base: Base, overview: LiveOverview, matches: OrganizationMatches): Base {
  if (base.desired === null) return base;
  const lock = base.desired.environment.code?.value;
  const { code } = overview.environment;
  if (lock !== undefined && lock !== code) {
    return fail(`It is locked to the environment "${lock}", but this is "${code}".`);
  }
  const problem = describeFirst(diagnoseDesired(base.desired, overview, matches));
  return problem === null ? base : fail(problem);
}

/** The base as it was loaded, and as `checkBase` returned it. */
export interface CheckedBase {
  readonly given: Base;
  readonly base: Base;
  readonly matches: OrganizationMatches;
}

/** The changes of the base, and its notices. */
export interface BaseDiff {
  /** The changes that the base needs; none if it can't be compared. */
  readonly changes: readonly Change[];
  /** `base-unusable` if it can't be compared; else who stays, lasts longer or is ruled less by the pull request. */
  readonly notices: readonly Notice[];
  /** The changes of the head; each removal tells where its person was listed before, and where they stay. */
  readonly traced: readonly Change[];
}

/**
 * Returns the changes that the base needs, for the comparison with `head`; or the warning that explains why they are unknown. `base` is
 * the checked form of `given`.
 */
export function diffBase(
  { base, given, matches }: CheckedBase,
  live: LiveState,
  head: Pick<StateDiff, 'comparison' | 'changes'>,
): BaseDiff {
  const weaker = tellWeaker(given, matches, head.comparison);
  const warn = (reason: string): BaseDiff => ({
    changes: [],
    notices: [notifyUnusable(reason), ...weaker],
    traced: traceRemovals(head.changes, null, live),
  });
  if (base.desired === null) return warn(base.problem);
  const { comparison, changes, problems } = diffStates(base.desired, live, matches);
  const problem = describeFirst(problems);
  return problem === null
    ? {
        changes,
        notices: [
          ...notifyLeftBehind(comparison, head.comparison),
          ...notifyFormerLeavers(changes, head.comparison),
          ...weaker,
        ],
        traced: traceRemovals(head.changes, comparison, live),
      }
    : warn(problem);
}

/** Files are compared with files here, so a base that does not fit the live state is compared, too. */
function tellWeaker({ desired }: Base, matches: OrganizationMatches, head: Comparison): readonly Notice[] {
  if (desired === null) return [];
  const pairs = pairEntries(matches, head);
  return [...notifyLater(pairs, head), ...notifyRules(desired, pairs, head)];
}

function fail(problem: string): Base {
  return { desired: null, problem };
}

function notifyUnusable(problem: string): Notice {
  const message = `The files before this pull request (--base) can't be compared, so every change counts as caused by this pull request. ${problem}`;
  return { code: 'base-unusable', message };
}

/** Returns the first diagnostic and the number of others. The base is past, so users need not correct all of them. */
function describeFirst([first, ...rest]: readonly Diagnostic[]): string | null {
  if (first === undefined) return null;
  const where = first.place === undefined ? '' : `, ${formatPlace(first.place)} there`;
  const others = rest.length === 0 ? '' : `, and ${rest.length} more`;
  return `${first.message} (${first.code}${where}${others})`;
}
