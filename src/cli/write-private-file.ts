// Files that hold what only their owner should see. Whole or not there: a reader never meets half of one.
import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes the text with mode 0600; a file that is there is replaced as a whole. Throws what the file system throws. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
