// The platform whose workflow `init` writes, and the folders in which it writes nothing.
import { UsageError } from '../../model/errors.js';
import type { Folder } from './inspect-folder.js';

export const platforms = ['github', 'gitlab', 'none'] as const;

export type Platform = (typeof platforms)[number];

export interface Choice {
  readonly platform: Platform;
  /** The reason, as the end of a sentence; null where `--platform` chose. */
  readonly reason: string | null;
}

/** Returns the platform. A remote outweighs a folder, which may be a copy. */
export function choosePlatform(asked: Platform | undefined, { repository, found }: Folder): Choice {
  if (asked !== undefined) return { platform: asked, reason: null };
  for (const host of repository?.hosts ?? []) {
    if (host.includes('github')) return { platform: 'github', reason: `a remote is at ${host}` };
    if (host.includes('gitlab')) return { platform: 'gitlab', reason: `a remote is at ${host}` };
  }
  if (found.has('.github')) return { platform: 'github', reason: 'there is a folder .github' };
  if (found.has('.gitlab-ci.yml')) return { platform: 'gitlab', reason: 'there is a .gitlab-ci.yml' };
  return {
    platform: 'github',
    reason: 'this is the default; choose another with --platform gitlab or --platform none',
  };
}

/**
 * Throws `UsageError` (`wrong-folder`) for the home folder, where files would do harm, and below the root of a repository,
 * where a workflow has no effect.
 */
export function checkFolder({ path, isHome, repository }: Folder, platform: Platform): void {
  if (isHome) {
    throw new UsageError('wrong-folder', `${path} is your home folder, or the root of the disk.`, {
      hint: 'Create a folder for the configuration, or go to its repository, and run init there.',
    });
  }
  if (platform === 'none' || repository === null || repository.root === path) return;
  throw new UsageError(
    'wrong-folder',
    `This is not the root of its repository, which is ${repository.root}.`,
    {
      hint: 'Workflows work only there. Run init there, with --config PATH for the configuration, or give --platform none.',
    },
  );
}
