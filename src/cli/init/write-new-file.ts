// Writes a new file. It never replaces a file and never writes through a symbolic link.
import { lstat, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileOutcome } from '../../model/results/start.js';

export interface NewFile {
  /** Relative to the folder, with `/`, and without `..`. */
  readonly path: string;
  readonly text: string;
  /** Work for a person after the file is written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}

/**
 * Returns the outcome of the file: `kept` if there is one already, `failed` with a reason if none could be written. A file that
 * was written only in part is removed.
 */
export async function writeNewFile(
  folder: string,
  { path, text }: Omit<NewFile, 'advice'>,
): Promise<FileOutcome> {
  try {
    const reason = await findObstacle(folder, path);
    if (reason !== null)
      return { path, outcome: (await isThere(join(folder, path))) ? 'kept' : 'failed', reason };
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await create(join(folder, path), text);
    return { path, outcome: 'written', reason: null };
  } catch (cause) {
    return { path, outcome: 'failed', reason: explain(cause) };
  }
}

/** Returns the reason why the file or folder that is at the path stays; null if there is none. A link counts if it leads to one. */
export async function findExisting(folder: string, path: string): Promise<string | null> {
  const reason = await findObstacle(folder, path);
  return reason !== null && (await isThere(join(folder, path))) ? reason : null;
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Returns the reason why no file may be written at the path; null if one may. Throws the system's errors. */
async function findObstacle(folder: string, path: string): Promise<string | null> {
  const [name = '', ...rest] = path.split('/');
  const here = join(folder, name);
  const stats = await lstat(here).catch((cause: unknown) => {
    if (isCode(cause, 'ENOENT')) return null;
    throw cause;
  });
  if (stats === null) return null;
  if (stats.isSymbolicLink()) return `${name} is a link, and init does not follow links`;
  if (rest.length === 0) return 'it exists already';
  return stats.isDirectory() ? findObstacle(here, rest.join('/')) : `${name} is not a folder`;
}

async function create(path: string, text: string): Promise<void> {
  // With wx, a file or link that has appeared meanwhile is an error and stays as it is.
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(text);
  } catch (cause) {
    await rm(path, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
}

const meanings: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EEXIST', 'it was created meanwhile'],
]);

function explain(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return meanings.get(code) ?? `it could not be written (${code})`;
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
