// Writes a file as a whole or not at all: a reader sees what was there before or what is there now, never a part.
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { refuseSpecialFile } from './refuse-overwriting.js';

/**
 * Writes the text to the path, with this mode. Throws `UsageError` (`invalid-option`) where something else than a plain file
 * stands, or what the system throws, and then leaves nothing behind.
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

/** Writes the text beside the path, hidden, with this mode, and returns where; throws like `replaceFile`. */
export async function writeBeside(path: string, text: string, mode: number): Promise<string> {
  // In a container each run may have the same process id, and one that was killed leaves its draft.
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
