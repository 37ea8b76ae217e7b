// Reads a journal for `undo`: checks each line, joins lines to writes and writes to runs. A line that a crash cut short is
// skipped with a notice; any other invalid line is an error that names it.
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.js';
import type {
  JournalEnded,
  JournalEntry,
  JournalLine,
  JournalRun,
  JournalSent,
} from '../../model/journal.js';
import type { Notice } from '../../model/notice.js';
import { checkJournalLine } from './compile-schemas.js';
import { readRegularFile } from './read-regular-file.js';

const largestJournal = 512 * 1024 * 1024;

export interface ReadJournal {
  /** In the order of the file. */
  readonly runs: readonly JournalRun[];
  /** A notice for each half line. */
  readonly notices: readonly Notice[];
}

/** Returns the runs of a journal. Throws `UsageError`: `unreadable-journal`, or `damaged-journal`, which names the line. */
export async function readJournal(path: string, cwd: string): Promise<ReadJournal> {
  const texts = (await readText(path, cwd)).split('\n');
  const notices: Notice[] = [];
  const runs = openRuns(path);
  for (const [index, text] of texts.entries()) {
    const at = { path, line: index + 1 };
    if (text === '') {
      if (index < texts.length - 1) throw damagedError(at, 'is empty');
      continue;
    }
    const parsed = parse(text);
    if (parsed === undefined) {
      if (!isHalf(text) || !isRunOver(texts[index + 1])) throw damagedError(at, 'is not JSON');
      notices.push(notifyHalf(at));
      continue;
    }
    if (!isLine(parsed)) throw damagedError(at, 'is not a line of a journal');
    runs.take(parsed, at);
  }
  return { runs: runs.close(), notices };
}

async function readText(path: string, cwd: string): Promise<string> {
  const read = await readRegularFile(resolve(cwd, path), largestJournal);
  if (read.bytes !== null) return read.bytes.toString();
  throw new UsageError('unreadable-journal', `The journal ${path} can't be read: ${read.because}.`, {
    hint: 'Give the file that `kinde-sync apply --journal FILE` wrote, of at most 512 MiB.',
    cause: read.cause,
  });
}

interface LinePlace {
  readonly path: string;
  readonly line: number;
}

function damagedError({ path, line }: LinePlace, what: string): UsageError {
  return new UsageError('damaged-journal', `${path}:${line}: this line ${what}.`, {
    hint: 'Journals must not be edited. Without an intact journal, correct the configuration, then plan and apply.',
  });
}

function isLine(value: unknown): value is JournalLine {
  return checkJournalLine(value);
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

const beginning = '{"event":"';

/** Returns whether the text is the beginning of a line, which is the part that a crash leaves. */
function isHalf(text: string): boolean {
  return text.startsWith(beginning) || beginning.startsWith(text);
}

/** Returns whether a run ends before the next line. Half a line is always the last of its run. */
function isRunOver(next: string | undefined): boolean {
  if (next === undefined || next === '') return true;
  const line = parse(next);
  return isLine(line) && line.event === 'sent' && line.write === 1;
}

function notifyHalf({ path, line }: LinePlace): Notice {
  return {
    code: 'journal-cut-short',
    message: `${path}:${line} is half a line, left by a run that was killed. It is ignored: undo uses the current state of Kinde for it.`,
    source: `${path}:${line}:1`,
  };
}

interface OpenWrite {
  readonly sent: JournalSent;
  readonly line: number;
  ended: JournalEnded | null;
}

interface OpenRuns {
  take(line: JournalLine, at: LinePlace): void;
  close(): readonly JournalRun[];
}

/** Collects lines by run, since two applies that write to one journal at once interleave their lines. */
function openRuns(file: string): OpenRuns {
  const runs = new Map<string, OpenWrite[]>();
  return {
    take: (line, at) => {
      const writes = runs.get(line.run) ?? [];
      runs.set(line.run, writes);
      if (line.event === 'ended') endWrite(line, writes, at);
      else beginWrite(line, writes, at);
    },
    close: () => joinRuns(file, [...runs.values()]),
  };
}

function beginWrite(sent: JournalSent, writes: OpenWrite[], at: LinePlace): void {
  // Writes are numbered without gaps, so a gap means that a line, and the change in it, is missing.
  if (sent.write !== writes.length + 1)
    throw damagedError(at, `is write ${sent.write}, not ${writes.length + 1}`);
  writes.push({ sent, line: at.line, ended: null });
}

function endWrite(ended: JournalEnded, writes: readonly OpenWrite[], at: LinePlace): void {
  const write = writes[ended.write - 1];
  if (write?.ended !== null) throw damagedError(at, 'ends a write that was not begun');
  const { sent } = write;
  if (sent.operation !== ended.operation || sent.plan !== ended.plan)
    throw damagedError(at, 'ends another write than was begun');
  write.ended = ended;
}

/** Joins a run to the run before it if both carried out the same plan: the second continued the first. */
function joinRuns(file: string, runs: readonly (readonly OpenWrite[])[]): readonly JournalRun[] {
  const joined: (JournalRun & { readonly writes: JournalEntry[] })[] = [];
  for (const writes of runs) {
    const [first] = writes;
    if (first === undefined) continue;
    const { plan, environment } = first.sent;
    const last = joined.at(-1);
    if (last?.plan === plan && isSame(last.environment, environment)) last.writes.push(...writes);
    else joined.push({ file, plan, environment, writes: [...writes] });
  }
  return joined;
}

function isSame(one: JournalSent['environment'], other: JournalSent['environment']): boolean {
  return one.domain === other.domain && one.code === other.code;
}
