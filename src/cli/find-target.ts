// Finds the place where a pull writes: the existing configuration, or the place of a first one.
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { defaultPaths, freshPaths } from '../model/default-paths.js';
import { UsageError } from '../model/errors.js';
import type { EditableConfiguration } from '../stories/load-configuration.js';
import type { FreshTarget } from '../stories/pull-fresh.js';

export interface TargetOptions {
  readonly config?: readonly string[];
  readonly split?: boolean;
  readonly business?: boolean;
}

/** Returns whether no configuration exists yet: at most one path is named, and no file stands at it. */
export function isFresh(
  { documents, diagnostics }: EditableConfiguration,
  { config = [] }: TargetOptions,
): boolean {
  const isAbsence = diagnostics.every(({ code }) => code === 'no-configuration' || code === 'missing-file');
  return documents.length === 0 && isAbsence && config.length <= 1;
}

/** Returns the file or folder of a first configuration. Throws `UsageError` (`invalid-option`) for an unusable name. */
export async function findFreshTarget(
  cwd: string,
  { config = [], split = false, business: withBusiness = false }: TargetOptions,
): Promise<FreshTarget> {
  const { file, folder } = freshPaths;
  const given = config[0];
  const path = toPlainPath(given ?? (split ? folder : file));
  if (split && /\.ya?ml$/i.test(path)) {
    throw new UsageError('invalid-option', `--split writes a folder, but ${path} is the name of a file.`, {
      hint: 'Give --config a folder, or leave out --split.',
    });
  }
  if (split) return { path, isSplit: true, toRoot: findWay(cwd, path), withBusiness };
  const isInFolder = await isFolder(resolve(cwd, path));
  if (!isInFolder && !/\.ya?ml$/i.test(path)) {
    throw new UsageError('invalid-option', `${path} is not the name of a YAML file.`, {
      hint: 'Give --config a name that ends in .yaml, or add --split for a folder.',
    });
  }
  const name = isInFolder ? `${path}/${file}` : path;
  return { path: name, isSplit: false, toRoot: findWay(cwd, dirname(name)), withBusiness };
}

/** Returns the first folder of the configuration, which takes new files; null for a configuration of single files. */
export async function findFolder(cwd: string, { config = [] }: TargetOptions): Promise<string | null> {
  const paths = config.length > 0 ? config : await firstDefault(cwd);
  for (const path of paths) {
    if (await isFolder(resolve(cwd, path))) return toPlainPath(path);
  }
  return null;
}

async function firstDefault(cwd: string): Promise<readonly string[]> {
  for (const path of defaultPaths) {
    if (await stat(resolve(cwd, path)).catch(() => null)) return [path];
  }
  return [];
}

/** Returns the relative path from a folder to a folder above it, for example `../`; else `./`. */
export function findWay(root: string, folder: string): string {
  const way = relative(resolve(root, folder), root).split(sep).join('/');
  return /^(?:\.\.\/)*(?:\.\.)?$/.test(way) && way !== '' ? `${way}/` : './';
}

/** Returns the path with `/` between its parts and none at its end. */
function toPlainPath(path: string): string {
  return path
    .split(sep)
    .join('/')
    .replace(/(?<=.)\/+$/, '');
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
