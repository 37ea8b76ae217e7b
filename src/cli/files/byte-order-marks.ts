// The byte order marks of files, which the loaded texts lack. A patch needs every byte of the first line.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileTexts } from '../../render/file-diff.js';

export const byteOrderMark = '\uFEFF';

/** Returns a text without the mark at its start. */
export function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(byteOrderMark.length) : text;
}

/** Returns the texts with the marks that their files begin with. A new file gets none. */
export async function addMarks<Own extends FileTexts>(
  files: readonly Own[],
  cwd: string,
): Promise<readonly Own[]> {
  return Promise.all(
    files.map(async (file) => {
      const { before, after, shown } = file;
      if (before === null || !(await hasMark(resolve(cwd, file.file)))) return file;
      const marked = shown && { before: byteOrderMark + shown.before, after: byteOrderMark + shown.after };
      const whole = { ...file, before: byteOrderMark + before, after: byteOrderMark + after };
      return marked === undefined ? whole : { ...whole, shown: marked };
    }),
  );
}

async function hasMark(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(3), 0, 3, 0);
    return buffer.subarray(0, bytesRead).toString() === byteOrderMark;
  } finally {
    await file.close();
  }
}
