// Folders in which `init` writes nothing at all, because what it would write could not work or would do harm there.
import { UsageError } from '../../model/errors.js';
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';

/** Throws `UsageError` (`wrong-folder`) for the home folder, and below the root of a repository. */
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
