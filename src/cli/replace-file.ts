// Writes a file as a whole or not at all: a reader sees what was there before or what is there now, never a part.
import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes the text to the path, with this mode; throws what the system throws, and then leaves nothing behind. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode, flag: 'wx' });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
