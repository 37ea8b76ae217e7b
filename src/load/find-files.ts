// Finds the configuration files that the `--config` paths name. Lists folders; opens no file.
import { compareText } from '../model/text/compare-text.js';
import type { Code } from '../model/codes.js';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { attestationsName } from '../model/attestation.js';
import { defaultPaths } from '../model/default-paths.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { reasonOf } from './read-text.js';
import type { FileToRead } from './read-text.js';

export interface FoundFile extends FileToRead {
  /** True if the path is a symbolic link. */
  readonly isLink?: boolean;
  /** True if a link leads out of the named folder, out of the folder of the named file, or out of the working directory. */
  readonly isLinkOut?: boolean;
  /** True if the path is outside the working directory. */
  readonly isOutside?: boolean;
}

/** The files sorted by name, none twice, and the diagnostics of the paths. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns whether a file of this name is configuration: every file but the one that `attest` writes. */
export function isConfiguration(file: string): boolean {
  return file !== attestationsName && !file.endsWith(`/${attestationsName}`);
}

/** Returns whether the name of a file in a folder ends in `.yaml` or `.yml`. */
export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Returns whether a folder's entry of this name is passed over: hidden entries and `node_modules`. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/**
 * Returns the configuration files of `paths`: named files, and every YAML file below named folders. Without paths the
 * configuration is `kinde.yaml` or `kinde.yml`, else the folder `kinde/`. Folders pass over hidden entries and `node_modules`.
 */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  if (paths.length === 0) return findDefault(cwd);
  const found = new Map<string, FoundFile>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const answer = await findUnder(path, cwd);
    for (const entry of answer.files) found.set(entry.path, entry);
    diagnostics.push(...answer.diagnostics);
  }
  return { files: [...found.values()].sort(byFile), diagnostics };
}

async function findDefault(cwd: string): Promise<FoundFiles> {
  for (const [index, path] of defaultPaths.entries()) {
    if ((await kindOf(join(cwd, path))) === null) continue;
    const found = await findUnder(path, cwd);
    const diagnostics = [...found.diagnostics];
    for (const other of defaultPaths.slice(index + 1)) {
      const [file] = (await findUnder(other, cwd)).files;
      if (file !== undefined) diagnostics.push(diagnosePassedOver(file.file, [path, other]));
    }
    return { files: found.files, diagnostics };
  }
  return fail('no-configuration', 'There is neither a file kinde.yaml nor a folder kinde/ here.', {
    hint: 'Give its place with --config PATH, or write a first configuration with: kinde-sync init',
  });
}

async function findUnder(path: string, cwd: string): Promise<FoundFiles> {
  const absolute = resolve(cwd, path);
  const kind = await kindOf(absolute);
  if (kind === null) {
    return fail('missing-file', `${path}: there is no such file or folder.`, {
      hint: 'Check the path given with --config; it is relative to the working directory.',
    });
  }
  try {
    const listed =
      kind === 'folder' ? await listFolder(absolute, await beginWalk(absolute)) : [await listFile(absolute)];
    const isOut = await leadsOut(kind === 'folder' ? absolute : dirname(absolute), cwd);
    const marks = {
      ...(isOut ? { isLinkOut: true } : {}),
      ...(isBelow(absolute, resolve(cwd)) ? {} : { isOutside: true }),
    };
    const found = listed.map((one) => ({ ...one, ...marks }));
    return nameFiles(found, { path, cwd });
  } catch (error) {
    return fail('unreadable-file', `${path}: the folder can't be read (${reasonOf(error)}).`, {
      hint: 'Check the permissions of the folder and its subfolders.',
    });
  }
}

function nameFiles(
  listed: readonly ListedFile[],
  { path, cwd }: { readonly path: string; readonly cwd: string },
): FoundFiles {
  const files = listed.filter(({ path: entry }) => isConfiguration(entry.split(sep).join('/')));
  if (files.length === 0) {
    return fail('no-configuration', `${path}: the folder has no configuration file.`, {
      hint: 'Configuration files end in .yaml or .yml.',
    });
  }
  const nameFile = nameBelow(resolve(cwd, path), { cwd, isAbsoluteWanted: isAbsolute(path) });
  return { files: files.map((entry) => ({ ...entry, file: nameFile(entry.path) })), diagnostics: [] };
}

/** A found file before it has a name for messages. */
export type ListedFile = Omit<FoundFile, 'file'>;

interface Walk {
  /** The real path of the named folder. */
  readonly root: string;
  readonly entered: Set<string>;
}

async function beginWalk(folder: string): Promise<Walk> {
  return { root: await realpath(folder), entered: new Set() };
}

/** Returns whether a folder below the working directory is, by a link of that directory, a folder outside it. */
async function leadsOut(folder: string, cwd: string): Promise<boolean> {
  const home = resolve(cwd);
  if (!isBelow(folder, home)) return false;
  return !isBelow(await realpath(folder), await realpath(home));
}

/** Returns the place of one file, and whether it is a link and leads out of its folder. Never throws. */
export async function listFile(path: string): Promise<ListedFile> {
  const real = await realpath(path).catch(() => path);
  const home = await realpath(dirname(path)).catch(() => dirname(path));
  return real === join(home, basename(path))
    ? { path }
    : { path, isLink: true, isLinkOut: !isBelow(real, home) };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The walk enters each real folder once, so that a symbolic link to a parent folder ends. */
async function listFolder(folder: string, walk: Walk): Promise<readonly ListedFile[]> {
  const real = await realpath(folder);
  if (walk.entered.has(real)) return [];
  walk.entered.add(real);
  const isOut = !isBelow(real, walk.root);
  const files: ListedFile[] = [];
  const below = join(folder, sep);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isPassedOver(entry.name)) continue;
    const path = below + entry.name;
    const isFolder = entry.isSymbolicLink() ? (await kindOf(path)) === 'folder' : entry.isDirectory();
    if (isFolder) files.push(...(await listFolder(path, walk)));
    else if (isYaml(entry.name))
      files.push(
        entry.isSymbolicLink() ? await listLink(path, walk) : isOut ? { path, isLinkOut: true } : { path },
      );
  }
  return files;
}

async function listLink(path: string, { root }: Walk): Promise<ListedFile> {
  const real = await realpath(path).catch(() => path);
  return { path, isLink: true, isLinkOut: !isBelow(real, root) };
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

/**
 * Returns the function that names the files below a path. It computes the relative path of the root once for all files,
 * except where the working directory lies below the root.
 */
function nameBelow(
  root: string,
  { cwd, isAbsoluteWanted }: { readonly cwd: string; readonly isAbsoluteWanted: boolean },
): (path: string) => string {
  const near = relative(cwd, root);
  const isAround = near.split(sep).every((step) => step === '' || step === '..');
  const shorten = (path: string): string => {
    return isAround ? relative(cwd, path) : near + path.slice(root.length);
  };
  return (path) => {
    const short = shorten(path);
    const name = isAbsoluteWanted && short.startsWith('..') ? path : short;
    return name.split(sep).join('/');
  };
}

function diagnosePassedOver(file: string, [path, other]: readonly [string, string]): Diagnostic {
  return {
    code: 'passed-over',
    severity: 'warning',
    message: `${path} is the configuration; ${file} is not read.`,
    hint: `Move everything into one of them, or give both: --config ${path} --config ${other}`,
  };
}

function byFile(left: FoundFile, right: FoundFile): number {
  return compareText(left.file, right.file);
}

function fail(code: Code, message: string, extras: { readonly hint: string }): FoundFiles {
  return { files: [], diagnostics: [{ code, severity: 'error', message, ...extras }] };
}
