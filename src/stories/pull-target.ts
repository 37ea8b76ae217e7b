// Chooses what a pull does: it edits the configuration that exists, or writes a first one. Finds the place of new files.
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { defaultPaths, freshPaths } from '../model/default-paths.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import type { EditableConfiguration } from './load-configuration.js';
import type { ReadingConnection } from './plan.js';
import { pullInto } from './pull.js';
import type { PulledInto } from './pull.js';
import { pullFresh } from './pull-fresh.js';
import type { FreshTarget } from './pull-fresh.js';
import type { PullOptions } from './pull-needs.js';

/** The request of a user or a script. */
export interface PullRequest extends Pick<PullOptions, 'by' | 'cwd' | 'selectors'> {
  /** The values of `--config`; empty for the default places. */
  readonly paths: readonly string[];
  readonly split: boolean;
  readonly business: boolean;
  /** The name of each option for messages, such as `--split`. */
  readonly names: Readonly<Record<'business' | 'by' | 'paths' | 'selectors' | 'split', string>>;
}

/** Reads Kinde and returns the files, or the refusal of the lock. */
export type Pulling = (
  connection: Pick<ReadingConnection, 'client'>,
  options: Pick<PullOptions, 'env' | 'onReading'>,
) => Promise<PulledInto>;

/**
 * Returns the pull that fits the loaded files. Throws `ConfigurationError` for invalid files, and `UsageError` for options that
 * do not go together (`invalid-option`) or are for a first configuration (`already-configured`).
 */
export async function choosePull(loaded: EditableConfiguration, request: PullRequest): Promise<Pulling> {
  const { cwd, paths, selectors, by, split, business, names } = request;
  const given = { cwd, selectors, by };
  if (business && selectors.length > 0) {
    throw new UsageError('invalid-option', `${names.business} writes what all organizations share.`, {
      hint: `Leave out ${names.business} or ${names.selectors}.`,
    });
  }
  if (isFresh(loaded, paths)) {
    const target = await findFreshTarget(request);
    return async (connection, options) => {
      const pulled = await pullFresh(connection, target, { ...given, ...options });
      return { pulled, refusal: null };
    };
  }
  const { desired, documents } = loaded;
  if (desired === null) throw new ConfigurationError(loaded.diagnostics);
  if (split || business) throw freshOnlyError(split ? names.split : names.business, names.paths, loaded);
  if (by !== null && selectors.length === 0) throw selectorError(names);
  const folder = await findFolder(cwd, paths);
  const adoptTo = { folder, toRoot: findWay(cwd, folder ?? '.') };
  return (connection, options) =>
    pullInto({ documents, desired }, connection, { ...given, ...options, adoptTo });
}

/** The entries that exist keep their selectors. */
function selectorError({ by, selectors }: PullRequest['names']): UsageError {
  return new UsageError('invalid-option', `${by} is for the organizations that pull adds.`, {
    hint: `Name them with ${selectors}, or leave out ${by}.`,
  });
}

function freshOnlyError(option: string, paths: string, { documents }: EditableConfiguration): UsageError {
  return new UsageError(
    'already-configured',
    `${option} writes a first configuration, but ${documents[0]?.file ?? 'a file'} exists already.`,
    { hint: `Leave out ${option} to edit the existing files, or give ${paths} a new folder.` },
  );
}

/** Returns whether no configuration exists yet: at most one path is named, and no file stands at it. */
function isFresh({ documents, diagnostics }: EditableConfiguration, paths: readonly string[]): boolean {
  const isAbsence = diagnostics.every(({ code }) => code === 'no-configuration' || code === 'missing-file');
  return documents.length === 0 && isAbsence && paths.length <= 1;
}

/** Returns the file or folder of a first configuration. Throws `UsageError` (`invalid-option`) for an unusable name. */
async function findFreshTarget({ cwd, paths, split, business, names }: PullRequest): Promise<FreshTarget> {
  const { file, folder } = freshPaths;
  const path = toPlainPath(paths[0] ?? (split ? folder : file));
  const isFile = /\.ya?ml$/i.test(path);
  if (split && isFile) {
    throw new UsageError(
      'invalid-option',
      `${names.split} writes a folder, but ${path} is the name of a file.`,
      { hint: `Give ${names.paths} a folder, or leave out ${names.split}.` },
    );
  }
  const common = { isSplit: split, withBusiness: business };
  if (split) return { ...common, path, toRoot: findWay(cwd, path) };
  const isInFolder = await isFolder(resolve(cwd, path));
  if (!isInFolder && !isFile) {
    throw new UsageError('invalid-option', `${path} is not the name of a YAML file.`, {
      hint: `Give ${names.paths} a name that ends in .yaml, or add ${names.split} for a folder.`,
    });
  }
  const name = isInFolder ? `${path}/${file}` : path;
  return { ...common, path: name, toRoot: findWay(cwd, dirname(name)) };
}

/** Returns the first folder of the configuration, which takes new files; null for a configuration of single files. */
async function findFolder(cwd: string, paths: readonly string[]): Promise<string | null> {
  for (const path of paths.length > 0 ? paths : await firstDefault(cwd)) {
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
