// Adds to each change of a plan the commit that last changed its line. Each file with changes costs a git process, so only
// plans for a review get commits.
import { blameLines } from './git/blame-lines.js';
import { findOnlyCommit } from './git/find-only-commit.js';
import type { Change } from '../model/change.js';
import type { Plan } from '../model/plan.js';
import type { World } from './world.js';

/** Returns the plan with `commit` on each change whose line is committed. A failure of git leaves commits out. */
export async function nameCommits(plan: Plan, { cwd, env }: World): Promise<Plan> {
  const lines = new Map<string, Set<number>>();
  for (const { source } of plan.changes) {
    const place = readSource(source);
    if (place !== null) lines.set(place.file, (lines.get(place.file) ?? new Set()).add(place.line));
  }
  const commits = await blameLines(lines, { cwd, env });
  if (commits.size === 0) return plan;
  return { ...plan, changes: plan.changes.map((change) => nameCommit(change, commits)) };
}

function nameCommit(change: Change, commits: ReadonlyMap<string, ReadonlyMap<number, string>>): Change {
  const place = readSource(change.source);
  const commit = place === null ? undefined : commits.get(place.file)?.get(place.line);
  return commit === undefined ? change : { ...change, commit };
}

/**
 * Returns the plan with `baseCommit` on each removal whose person the base at `ref` lists, if the pull request has only one
 * commit for the paths of the configuration.
 */
export async function nameBaseCommit(
  plan: Plan,
  { ref, paths }: { readonly ref: string; readonly paths: readonly string[] },
  { cwd, env }: World,
): Promise<Plan> {
  const isTraced = (change: Change): boolean => change.action === 'remove' && change.baseSource != null;
  if (!plan.changes.some(isTraced)) return plan;
  const baseCommit = await findOnlyCommit(ref, paths, { cwd, env });
  if (baseCommit === null) return plan;
  const changes = plan.changes.map((change) => (isTraced(change) ? { ...change, baseCommit } : change));
  return { ...plan, changes };
}

/** A file name may hold colons; the last two numbers are line and column. */
function readSource(source: string): { readonly file: string; readonly line: number } | null {
  const [, file, line] = /^([^]+):(\d+):\d+$/.exec(source) ?? [];
  return file === undefined ? null : { file, line: Number(line) };
}
