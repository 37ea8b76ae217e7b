// The byte order marks of files, which the loaded texts lack. A patch needs every byte of the first line.
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';

export const byteOrderMark = '\uFEFF';

interface Texts {
  readonly file: string;
  /** Null for a new file, which gets no mark. */
  readonly before: string | null;
  readonly after: string;
  readonly shown?: { readonly before: string; readonly after: string };
}

/** Returns the texts with the marks that their files begin with. */
export async function addMarks<Own extends Texts>(
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
