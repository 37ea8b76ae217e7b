// The journal's file: each line is appended and flushed to the disk before its write is sent. Lines that arrive during a flush
// share the next one, so a journal costs little even with many writes in flight.
import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../model/errors.js';
import type { Journal, JournalLine } from '../../model/journal.js';
import type { Notice } from '../../model/notice.js';
import { refuseOverwriting, refuseSpecialFile } from './refuse-overwriting.js';
import type { Sources } from './refuse-overwriting.js';

export interface OpenJournal extends Journal {
  /** Returns the notice about a line that could not be recorded; null if all were recorded. */
  readonly failure: () => Notice | null;
  /** Closes the file. Never throws: every recorded line is on the disk already. */
  close(): Promise<void>;
}

/** O_NOFOLLOW refuses a link that takes the file's place after the check. Windows lacks the flag. */
const appending =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/**
 * Opens the file for appending, readable by its owner only. Throws `UsageError`: `no-journal` if it can't be opened or holds no
 * journal, `invalid-option` if it is no plain file. After a line that could not be recorded, no other line is.
 */
export async function openJournal(path: string, cwd: string): Promise<OpenJournal> {
  const target = resolve(cwd, path);
  await refuseSpecialFile(target, `--journal ${path}`);
  const file = await open(target, appending, 0o600).catch((cause: unknown) => {
    throw journalError(path, cause);
  });
  await continueAfter(file, path);
  const queue: string[] = [];
  let flushing: Promise<void> | null = null;
  let failure: UsageError | null = null;
  const flushAll = async (): Promise<void> => {
    // A full disk may have left half a line, and a line after it could not be read.
    if (failure !== null) throw failure;
    await flush(file, queue).catch((cause: unknown) => {
      failure = journalError(path, cause);
      throw failure;
    });
  };
  return {
    record: async (line: JournalLine) => {
      queue.push(`${JSON.stringify(line)}\n`);
      // A line that arrives during a flush waits for the next one, which takes all lines that arrived meanwhile.
      if (flushing !== null) await flushing.catch(() => undefined);
      flushing ??= flushAll().finally(() => (flushing = null));
      await flushing;
    },
    failure: () => (failure === null ? null : { code: failure.code, message: failure.message }),
    close: () => file.close().catch(() => undefined),
  };
}

/**
 * Checks that `openJournal` could open the file, and creates none; without a path there is nothing to check. Throws
 * `UsageError`: `invalid-option` like `refuseOverwriting`, and `no-journal` if the file has other content or can't be written.
 */
export async function checkJournal(path: string | undefined, sources: Sources): Promise<void> {
  if (path === undefined) return;
  await refuseOverwriting({ option: '--journal', path }, sources);
  const { cwd } = sources;
  const target = resolve(cwd, path);
  const file = await open(target, constants.O_RDWR).catch(async (cause: unknown) => {
    if (!isMissing(cause)) throw journalError(path, cause);
    await access(dirname(target), constants.W_OK).catch((reason: unknown) => {
      throw journalError(path, reason);
    });
    return null;
  });
  if (file === null) return;
  try {
    const { size } = await file.stat();
    await requireJournal(file, { size, path });
  } finally {
    await file.close();
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

const beginning = '{"event":"';
/** The length of the longest text that `part` takes. */
const shortestPart = '{"event":"ended","time":"'.length;

/** Bytes at the start of a file that show whether it is a journal, even after several runs that were killed. */
const shownBytes = 256;

async function requireJournal(
  file: FileHandle,
  { size, path }: { readonly size: number; readonly path: string },
) {
  const head = await readAt(file, 0, shownBytes);
  if (size > 0 && !isJournal(head.split('\n'))) throw foreignError(path);
}

/** The start of a line, as a journal writes it. */
const whole = /^\{"event":"(?:sent|ended)","time":"[^"]*","run":"[0-9a-f]{16}","plan":"[0-9a-f]{64}"/;
const part = /^\{"event":"(?:sent|ended)","time":"/;

/** Returns whether the lines begin a journal: a killed run may leave a line that is cut short, and the next run goes on below it. */
function isJournal(lines: readonly string[]): boolean {
  for (const [index, line] of lines.entries()) {
    if (whole.test(line)) return true;
    if (line === '') return index > 0 && index === lines.length - 1;
    if (!isCutShort(line)) return false;
  }
  return true;
}

function isCutShort(line: string): boolean {
  if (beginning.startsWith(line)) return true;
  const isPart = line.length < shortestPart ? line.startsWith(beginning) : part.test(line);
  return isPart && !isJson(line);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Checks that the file is empty or a journal, and ends a half line, after which the next line would be lost. */
async function continueAfter(file: FileHandle, path: string): Promise<void> {
  try {
    const { size, mode } = await file.stat();
    await requireJournal(file, { size, path });
    // A journal names people, so its mode is narrowed even if another program created the file.
    if ((mode & 0o077) !== 0) await file.chmod(0o600);
    if (size === 0) return;
    // The last line of a killed run may be cut short, too.
    if ((await readAt(file, size - 1, 1)) !== '\n') await file.appendFile('\n');
  } catch (error) {
    await file.close();
    throw error instanceof UsageError ? error : journalError(path, error);
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  return buffer.toString('latin1', 0, bytesRead);
}

function foreignError(path: string): UsageError {
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

function journalError(path: string, cause: unknown): UsageError {
  return new UsageError('no-journal', `The journal ${path} can't be written.`, {
    hint: 'Check the folder, its permissions and the disk space. kinde-sync sends no write that it cannot record first.',
    cause,
  });
}
