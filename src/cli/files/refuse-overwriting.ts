// Guards the path of a result, which may be new or hold an earlier result. A result must not replace a device, a pipe, a link,
// a folder or a source of the run, nor become configuration itself.
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { attestationsBeside } from '../../model/attestation.js';
import { defaultPaths } from '../../model/default-paths.js';
import { UsageError } from '../../model/errors.js';
import type { CommonOptions } from '../options/options.js';
import { nameKind } from './read-regular-file.js';

/** An option for a result and its path; undefined where the option is absent. */
export interface ResultPath {
  readonly option: '--out' | '--journal' | '--annotations';
  readonly path: string | undefined;
}

export interface Sources extends Pick<CommonOptions, 'config' | 'envFile'> {
  readonly cwd: string;
  /** The files of the configuration, by name. */
  readonly files: Iterable<string>;
  /** Other files and folders that the run reads. A name of git's, such as git:main, is no file and does no harm. */
  readonly inputs?: readonly string[];
}

/**
 * Throws `UsageError` (`invalid-option`) for a path that exists and is no plain file, and for a source of the run under any
 * name. It does so, too, for a file that a later run would read as configuration.
 */
export async function refuseOverwriting({ option, path }: ResultPath, sources: Sources): Promise<void> {
  if (path === undefined) return;
  const { cwd, files, config = defaultPaths, envFile = [], inputs = [] } = sources;
  const target = resolve(cwd, path);
  await refuseSpecialFile(target, `${option} ${path}`);
  const own = [...files, ...config, ...envFile, ...inputs].map((file) => resolve(cwd, file));
  if (await isOneOf(target, own)) {
    throw new UsageError('invalid-option', `${option} ${path} is a file that this run reads.`, {
      hint: 'Give another name: this file would be overwritten.',
    });
  }
  const reason = await findReader(target, {
    known: [...defaultPaths, ...[...defaultPaths, ...files].map(attestationsBeside)].map((file) =>
      resolve(cwd, file),
    ),
    folders: [...config, ...inputs].map((one) => resolve(cwd, one)),
    cwd,
  });
  if (reason === null) return;
  throw new UsageError('invalid-option', `${option} ${path} would be read as configuration: ${reason}.`, {
    hint: 'Give a name that does not end in .yaml or .yml, or another folder.',
  });
}

interface LaterRun {
  /** The files that a run reads if they exist. */
  readonly known: readonly string[];
  readonly folders: readonly string[];
  readonly cwd: string;
}

/** Returns why a later run would read the target; null if none would. */
async function findReader(target: string, { known, folders, cwd }: LaterRun): Promise<string | null> {
  if (known.includes(target)) return 'runs look for a file of this name';
  const folder = await findFolderAround(target, folders);
  return folder === null ? null : `it is a YAML file in ${relative(cwd, folder)}`;
}

/** Throws `UsageError` (`invalid-option`) for a path that exists and is no plain file. */
export async function refuseSpecialFile(target: string, what: string): Promise<void> {
  const found = await lstat(target).catch(() => null);
  if (found === null || found.isFile()) return;
  throw new UsageError('invalid-option', `${what} is ${nameKind(found)}, not a file.`, {
    hint: 'Give the name of a regular file or of a new one.',
  });
}

/** Returns whether a path is one of the files. Folder links, hard links and the case of letters give a file several names. */
export async function isOneOf(target: string, files: readonly string[]): Promise<boolean> {
  if (files.includes(target)) return true;
  const found = await stat(target).catch(() => null);
  if (found === null) return false;
  for (const file of files) {
    const other = await stat(file).catch(() => null);
    if (other !== null && other.dev === found.dev && other.ino === found.ino) return true;
  }
  return false;
}

/** Returns the folder of the configuration that would load the target; null if none would. */
async function findFolderAround(target: string, paths: readonly string[]): Promise<string | null> {
  if (!/\.ya?ml$/i.test(target)) return null;
  const real = await toReal(target);
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
    const way = isFolder ? relative(await realpath(path), real) : '..';
    const isPassedOver = way.split(sep).some((name) => name.startsWith('.') || name === 'node_modules');
    if (!isPassedOver) return path;
  }
  return null;
}

async function toReal(target: string): Promise<string> {
  const folder = await realpath(dirname(target)).catch(() => dirname(target));
  return join(folder, basename(target));
}
