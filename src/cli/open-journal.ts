// The journal's file: lines are appended and forced to the disk before anything goes on. Lines that come while
// the disk is busy go out together, so that a journal costs little even with many writes under way.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import type { Journal, JournalLine } from '../model/journal.js';

export interface OpenJournal extends Journal {
  close(): Promise<void>;
}

/**
 * Opens the file for appending, readable by its owner only. Throws `UsageError` (`no-journal`) if it can't be, or holds
 * something else than a journal.
 */
export async function openJournal(path: string, cwd: string): Promise<OpenJournal> {
  const file = await open(resolve(cwd, path), 'a+', 0o600).catch((cause: unknown) => {
    throw explain(path, cause);
  });
  await continueAfter(file, path);
  const queue: string[] = [];
  let flushing: Promise<void> | null = null;
  return {
    record: async (line: JournalLine) => {
      queue.push(`${JSON.stringify(line)}\n`);
      // Whoever comes during a flush waits for the next one, which takes everything that came meanwhile.
      if (flushing !== null) await flushing.catch(() => undefined);
      flushing ??= flush(file, queue, path).finally(() => (flushing = null));
      await flushing;
    },
    close: () => file.close(),
  };
}

const beginning = '{"event":"';

/** Lines of a journal in the middle of a configuration would spoil both; after half a line they would be lost. */
async function continueAfter(file: FileHandle, path: string): Promise<void> {
  try {
    const { size } = await file.stat();
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
  return new UsageError('no-journal', `${path} is no journal: something else stands in it.`, {
    hint: 'Give a new file, or one that `kinde-sync apply --journal FILE` wrote. Nothing was changed.',
  });
}

async function flush(file: FileHandle, queue: string[], path: string): Promise<void> {
  const text = queue.splice(0).join('');
  if (text === '') return;
  try {
    await file.appendFile(text);
    await file.datasync();
  } catch (cause) {
    throw explain(path, cause);
  }
}

function explain(path: string, cause: unknown): UsageError {
  return new UsageError('no-journal', `The journal ${path} can't be written.`, {
    hint: 'Check the folder, its permissions and the space on the disk. Without its line in the journal no write is sent.',
    cause,
  });
}
