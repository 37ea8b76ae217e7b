// Facts about the history that git shows, for those who name commits.
import { runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

const hashLength = 10;

/** Returns whether the clone hides earlier commits; null without git and outside a repository. */
export async function readIsShallow(options: GitOptions): Promise<boolean | null> {
  const answer = await runGit(['rev-parse', '--is-shallow-repository'], options);
  return answer === null ? null : answer.toString('utf8').trim() === 'true';
}

/** Returns the hash of a commit as plans show it. */
export function shortenHash(hash: string): string {
  return hash.slice(0, hashLength);
}
