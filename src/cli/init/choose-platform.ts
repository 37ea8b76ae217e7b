// Whose workflow `init` writes: what was asked for, else what the repository shows.
import type { Folder } from './inspect-folder.js';

export const platforms = ['github', 'gitlab', 'none'] as const;

export type Platform = (typeof platforms)[number];

export interface Choice {
  readonly platform: Platform;
  /** Why, as the end of a sentence; null where it was asked for. */
  readonly reason: string | null;
}

/** Returns the platform. A remote says more than a folder that somebody may have copied. */
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
