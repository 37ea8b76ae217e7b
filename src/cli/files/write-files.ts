// Replaces files of the configuration: writes a draft beside each, then moves all drafts into place. A link that leads out of
// the configuration is not followed.
import { chmod, lstat, mkdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../model/errors.js';
import { byteOrderMark } from './byte-order-marks.js';
import { writeBeside } from './replace-file.js';

export interface FileToWrite {
  readonly file: string;
  /** The text that was read, without a byte order mark; null for a file that must not exist yet. */
  readonly before: string | null;
  readonly after: string;
}

interface Draft {
  readonly file: string;
  readonly path: string;
  readonly target: string;
}

/**
 * Writes all files and keeps their mode and byte order mark. Throws `UsageError` (`not-written`) if a file can't be written or
 * has changed since it was read; no file is changed then, unless a move fails.
 */
export async function writeFiles(
  files: readonly FileToWrite[],
  { cwd, roots }: { readonly cwd: string; readonly roots: readonly string[] },
): Promise<void> {
  const drafts: Draft[] = [];
  let file = '';
  try {
    for (const one of files) {
      file = one.file;
      drafts.push(await writeDraft(one, { cwd, roots }));
    }
    for (const draft of drafts) {
      file = draft.file;
      await rename(draft.path, draft.target);
    }
  } catch (cause) {
    for (const { path } of drafts) await rm(path, { force: true });
    if (cause instanceof UsageError) throw cause;
    throw notWrittenError(
      `${file} can't be written.`,
      'Check the folder, its permissions and the disk space.',
      cause,
    );
  }
}

async function writeDraft(
  { file, before, after }: FileToWrite,
  { cwd, roots }: { readonly cwd: string; readonly roots: readonly string[] },
): Promise<Draft> {
  const path = resolve(cwd, file);
  if (before === null) {
    await mkdir(dirname(path), { recursive: true });
    if (await exists(path)) throw notWrittenError(`${file} was created meanwhile.`, 'Run the command again.');
    return { file, path: await writeBeside(path, after, 0o644), target: path };
  }
  const target = await followInside(path, { file, roots: roots.map((root) => resolve(cwd, root)) });
  const text = await readFile(target, 'utf8');
  const start = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  if (text.slice(start.length) !== before) {
    throw notWrittenError(`${file} has changed since it was read.`, 'Run the command again.');
  }
  const mode = (await stat(target)).mode & 0o7777;
  const draft = { file, path: await writeBeside(target, start + after, mode), target };
  // The umask shapes the modes of new files; an existing file keeps its own.
  await chmod(draft.path, mode);
  return draft;
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** Returns the real path of a file. A root may be a link itself, but a link in it must not lead out of it. */
async function followInside(
  path: string,
  { file, roots }: { readonly file: string; readonly roots: readonly string[] },
): Promise<string> {
  const real = await realpath(path);
  for (const root of roots) {
    const isFolder = (await exists(root)) && (await stat(root)).isDirectory();
    const home = await realpath(isFolder ? root : dirname(root));
    const isNamed = isFolder ? isBelow(path, root) : path === root;
    if (isNamed && isBelow(real, home)) return real;
  }
  throw notWrittenError(
    `${file} is a link to ${real}, outside the configuration, and is not followed.`,
    'Give the file itself with --config.',
  );
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}

function notWrittenError(message: string, hint: string, cause?: unknown): UsageError {
  return new UsageError('not-written', message, { hint, cause });
}
