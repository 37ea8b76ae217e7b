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

/** Opens the file for appending, readable by its owner only. Throws `UsageError` (`no-journal`) if it can't be. */
export async function openJournal(path: string, cwd: string): Promise<OpenJournal> {
  const file = await open(resolve(cwd, path), 'a+', 0o600).catch((cause: unknown) => {
    throw explain(path, cause);
  });
  await endHalfLine(file, path);
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

/** A run that was killed may have left half a line, which must not run on into the next. */
async function endHalfLine(file: FileHandle, path: string): Promise<void> {
  try {
    const { size } = await file.stat();
    if (size === 0) return;
    const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
    if (buffer.toString() !== '\n') await file.appendFile('\n');
  } catch (cause) {
    throw explain(path, cause);
  }
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
