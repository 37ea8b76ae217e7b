// Where a pull writes: into the configuration that is there, or where a first one is to be.
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { defaultPaths, freshPaths } from '../model/default-paths.js';
import { UsageError } from '../model/errors.js';
import type { EditableConfiguration } from '../stories/load-configuration.js';
import type { FreshTarget } from '../stories/pull.js';

export interface TargetOptions {
  readonly config?: readonly string[];
  readonly split?: boolean;
}

/** Returns whether nothing is there yet: one path, or none, and no file of configuration at it. */
export function isFresh(
  { documents, diagnostics }: EditableConfiguration,
  { config = [] }: TargetOptions,
): boolean {
  const isAbsence = diagnostics.every(({ code }) => code === 'no-configuration' || code === 'missing-file');
  return documents.length === 0 && isAbsence && config.length <= 1;
}

/** Returns the file or folder of a first configuration. Throws `UsageError` (`invalid-option`). */
export async function findFreshTarget(
  cwd: string,
  { config = [], split = false }: TargetOptions,
): Promise<FreshTarget> {
  const { file, folder } = freshPaths;
  const given = config[0];
  const path = (given ?? (split ? folder : file))
    .split(sep)
    .join('/')
    .replace(/(?<=.)\/+$/, '');
  if (split && /\.ya?ml$/i.test(path)) {
    throw new UsageError('invalid-option', `--split writes a folder, but ${path} is the name of a file.`, {
      hint: 'Give --config a folder, or leave out --split.',
    });
  }
  if (split) return { path, isSplit: true, toRoot: findWay(cwd, path) };
  const isFolder = await isThere(resolve(cwd, path));
  if (!isFolder && !/\.ya?ml$/i.test(path)) {
    throw new UsageError('invalid-option', `${path} is not the name of a YAML file.`, {
      hint: 'Give --config a name that ends in .yaml, or add --split for a folder.',
    });
  }
  const name = isFolder ? `${path}/${file}` : path;
  return { path: name, isSplit: false, toRoot: findWay(cwd, dirname(name)) };
}

/** Returns the first folder of the configuration, where new files can go; null where there are only files. */
export async function findFolder(cwd: string, { config = [] }: TargetOptions): Promise<string | null> {
  const paths = config.length > 0 ? config : await firstDefault(cwd);
  for (const path of paths) {
    if (await isThere(resolve(cwd, path)))
      return path
        .split(sep)
        .join('/')
        .replace(/(?<=.)\/+$/, '');
  }
  return null;
}

async function firstDefault(cwd: string): Promise<readonly string[]> {
  for (const path of defaultPaths) {
    if (await stat(resolve(cwd, path)).catch(() => null)) return [path];
  }
  return [];
}

/** Returns the way from a folder to one above it, for example `../`. */
export function findWay(root: string, folder: string): string {
  const way = relative(resolve(root, folder), root).split(sep).join('/');
  return /^(?:\.\.\/)*(?:\.\.)?$/.test(way) && way !== '' ? `${way}/` : './';
}

async function isThere(path: string, kind: 'file' | 'folder' = 'folder'): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory() === (kind === 'folder');
  } catch {
    return false;
  }
}
