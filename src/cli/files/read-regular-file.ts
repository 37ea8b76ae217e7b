// Reads a whole file of limited size. A pipe could keep the run waiting for ever, and a device has no end.
import { readFile, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';

export type FileRead =
  | { readonly bytes: Buffer }
  | {
      readonly bytes: null;
      /** Whether the file is larger than the limit. */
      readonly isTooLarge: boolean;
      /** The reason for a message: `it is a pipe, not a file`. */
      readonly because: string;
      readonly cause?: unknown;
    };

/** Returns the bytes of a regular file, or the reason why there are none. `largest` is in bytes. */
export async function readRegularFile(path: string, largest: number): Promise<FileRead> {
  try {
    const found = await stat(path);
    if (!found.isFile())
      return { bytes: null, isTooLarge: false, because: `it is ${nameKind(found)}, not a file` };
    if (found.size > largest)
      return {
        bytes: null,
        isTooLarge: true,
        because: `it has more than ${Math.floor(largest / 1024 / 1024)} MiB`,
      };
    return { bytes: await readFile(path) };
  } catch (cause) {
    return { bytes: null, isTooLarge: false, because: explainFailure(cause), cause };
  }
}

function explainFailure(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  return code === 'EACCES' || code === 'EPERM' ? 'its permissions forbid it' : 'the system refuses it';
}

/** Returns the words for a thing that is no regular file. */
export function nameKind(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isSymbolicLink()) return 'a link';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}
