// Writes a file as a whole or not at all: a reader sees what was there before or what is there now, never a part.
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes the text to the path, with this mode; throws what the system throws, and then leaves nothing behind. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
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
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await writeFile(draft, text, { mode, flag: 'wx' });
    return draft;
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
