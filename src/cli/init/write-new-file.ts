// Writes a file where there is none. Never replaces anything, never writes through a symbolic link.
import { lstat, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileOutcome } from '../../model/start.js';

export interface NewFile {
  /** Relative to the folder, with `/`, and without `..`. */
  readonly path: string;
  readonly text: string;
  /** What a person has to do about it once it is written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}

/** Returns what became of the file; `failed` says why. A file of which only a part could be written is taken away. */
export async function writeNewFile(
  folder: string,
  { path, text }: Omit<NewFile, 'advice'>,
): Promise<FileOutcome> {
  try {
    const reason = await findObstacle(folder, path);
    if (reason !== null) return { path, outcome: 'kept', reason };
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await create(join(folder, path), text);
    return { path, outcome: 'written', reason: null };
  } catch (cause) {
    return { path, outcome: 'failed', reason: explain(cause) };
  }
}

/** Returns why nothing may be written there, or null. Throws what the file system throws. */
export async function findObstacle(folder: string, path: string): Promise<string | null> {
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
  // wx: whatever has come there meanwhile, a link too, is an error and stays as it is.
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
