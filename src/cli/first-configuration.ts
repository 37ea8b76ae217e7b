// The text of the first configuration that `init` writes.
import { readFile } from 'node:fs/promises';
import { posix, relative, resolve, sep } from 'node:path';
import { findInPackage } from './find-in-package.js';

export interface FirstPlace {
  /** The folder where `init` runs. */
  readonly folder: string;
  /** The path of the configuration, relative to it. */
  readonly config: string;
  /** The folder whose `node_modules` has kinde-sync; null if none has. */
  readonly installedIn: string | null;
}

/** Returns a commented file that manages nothing yet and whose first line tells editors where its schema is. */
export async function writeFirstConfiguration(place: FirstPlace): Promise<string> {
  const text = await readFile(findInPackage('examples/init/first.yaml'), 'utf8');
  return text.replace('./node_modules/', `${findModules(place)}/`);
}

/** Editors take the path from the folder of the file. */
function findModules({ folder, config, installedIn }: FirstPlace): string {
  const modules = resolve(installedIn ?? folder, 'node_modules');
  const path = relative(resolve(folder, posix.dirname(config)), modules)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
