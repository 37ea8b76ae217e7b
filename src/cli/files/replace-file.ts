// Replaces a file atomically: a reader sees the earlier text or the new one, never a part.
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Code } from '../../model/codes.js';
import { UsageError } from '../../model/errors.js';
import { refuseSpecialFile } from './refuse-overwriting.js';

/**
 * Writes the text to the path, with this mode. Throws `UsageError` (`invalid-option`) for a path that is no plain file, and the
 * system's errors; then no draft stays behind.
 */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await refuseSpecialFile(path, path);
  const draft = await writeBeside(path, text, mode);
  try {
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

export interface Result {
  readonly cwd: string;
  readonly mode: number;
  /** The code of the error, and its subject, for example `The plan`. */
  readonly code: Code;
  readonly what: string;
}

/** Writes a result like `replaceFile`. Throws `UsageError`: `invalid-option`, or the given code if the system refuses. */
export async function writeResult(
  path: string,
  text: string,
  { cwd, mode, code, what }: Result,
): Promise<void> {
  try {
    await replaceFile(resolve(cwd, path), text, mode);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(code, `${what} can't be written to ${path}.`, {
      hint: 'Check the folder, its permissions and the disk space.',
      cause,
    });
  }
}

/** Writes the text to a hidden draft beside the path, with this mode, and returns the draft's path. Throws the system's errors. */
export async function writeBeside(path: string, text: string, mode: number): Promise<string> {
  // Runs in containers may share a process id, and a killed run leaves its draft.
  const mark = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const draft = join(dirname(path), `.${basename(path)}.${mark}.tmp`);
  try {
    await writeFile(draft, text, { mode, flag: 'wx' });
    return draft;
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
