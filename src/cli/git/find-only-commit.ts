// Finds the commit of a pull request that changes the configuration, where it has only one. A deleted line has no blame.
import { readIsShallow, shortenHash } from './history.js';
import { runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

/**
 * Returns the short hash of the only commit since `ref` that changes `paths`. Returns null if there are several or none, if
 * the paths have uncommitted changes, in a shallow clone, which hides commits, and without git.
 */
export async function findOnlyCommit(
  ref: string,
  paths: readonly string[],
  options: GitOptions,
): Promise<string | null> {
  if (ref === '' || ref.startsWith('-')) return null;
  const range = [
    'rev-list',
    '--no-merges',
    '--max-count=2',
    '--end-of-options',
    `${ref}..HEAD`,
    '--',
    ...paths,
  ];
  const [isShallow, listed, changed] = await Promise.all([
    readIsShallow(options),
    runGit(range, options),
    runGit(['status', '--porcelain', '--', ...paths], options),
  ]);
  const [first = '', ...others] = (listed?.toString('utf8') ?? '').split('\n').filter((line) => line !== '');
  const isOnly =
    isShallow === false && changed?.length === 0 && others.length === 0 && /^[0-9a-f]{40,64}$/.test(first);
  return isOnly ? shortenHash(first) : null;
}
