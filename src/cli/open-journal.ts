// The journal's file: lines are appended and forced to the disk before anything goes on. Lines that come while
// the disk is busy go out together, so that a journal costs little even with many writes under way.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import type { Journal, JournalLine } from '../model/journal.js';
import type { Notice } from '../model/notice.js';
import { refuseSpecialFile } from './refuse-overwriting.js';

export interface OpenJournal extends Journal {
  /** What to say of a line that could not be recorded; null where all were. */
  readonly failure: () => Notice | null;
  /** Never throws: every recorded line is on the disk already. */
  close(): Promise<void>;
}

/** A link that takes the file's place after the look is not followed. Windows has no such flag. */
const appending =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/**
 * Opens the file for appending and makes it readable by its owner only. Throws `UsageError`: `no-journal` if it can't be, or
 * holds something else than a journal, `invalid-option` if it is no plain file. Once a line could not be recorded, none is.
 */
export async function openJournal(path: string, cwd: string): Promise<OpenJournal> {
  const target = resolve(cwd, path);
  await refuseSpecialFile(target, `--journal ${path}`);
  const file = await open(target, appending, 0o600).catch((cause: unknown) => {
    throw explain(path, cause);
  });
  await continueAfter(file, path);
  const queue: string[] = [];
  let flushing: Promise<void> | null = null;
  let failure: UsageError | null = null;
  const flushAll = async (): Promise<void> => {
    // After half a line that the disk had no room for, no other may stand.
    if (failure !== null) throw failure;
    await flush(file, queue).catch((cause: unknown) => {
      failure = explain(path, cause);
      throw failure;
    });
  };
  return {
    record: async (line: JournalLine) => {
      queue.push(`${JSON.stringify(line)}\n`);
      // Whoever comes during a flush waits for the next one, which takes everything that came meanwhile.
      if (flushing !== null) await flushing.catch(() => undefined);
      flushing ??= flushAll().finally(() => (flushing = null));
      await flushing;
    },
    failure: () => (failure === null ? null : { code: failure.code, message: failure.message }),
    close: () => file.close().catch(() => undefined),
  };
}

const beginning = '{"event":"';

/** Lines of a journal in the middle of a configuration would spoil both; after half a line they would be lost. */
async function continueAfter(file: FileHandle, path: string): Promise<void> {
  try {
    const { size, mode } = await file.stat();
    // It names people, whoever has made the file.
    if ((mode & 0o077) !== 0) await file.chmod(0o600);
    if (size === 0) return;
    const [first = ''] = (await readAt(file, 0, beginning.length)).split('\n');
    // That of a run that was killed may be shorter.
    if (first === '' || !beginning.startsWith(first)) throw foreign(path);
    // A run that was killed may have left half a line at the end, too.
    if ((await readAt(file, size - 1, 1)) !== '\n') await file.appendFile('\n');
  } catch (error) {
    await file.close();
    throw error instanceof UsageError ? error : explain(path, error);
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  return buffer.toString('latin1', 0, bytesRead);
}

function foreign(path: string): UsageError {
  return new UsageError('no-journal', `${path} is not a journal: it has other content.`, {
    hint: 'Give a new file, or one that `kinde-sync apply --journal FILE` wrote. Nothing was changed.',
  });
}

async function flush(file: FileHandle, queue: string[]): Promise<void> {
  const text = queue.splice(0).join('');
  if (text === '') return;
  await file.appendFile(text);
  await file.datasync();
}

function explain(path: string, cause: unknown): UsageError {
  return new UsageError('no-journal', `The journal ${path} can't be written.`, {
    hint: 'Check the folder, its permissions and the disk space. kinde-sync sends no write that it cannot record first.',
    cause,
  });
}
