// Reads a journal for `undo`: line by line, each checked, joined to writes and writes to runs. A line that was cut
// short by a crash is ignored and said; anything else that is not as kinde-sync wrote it is an error with its line.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { UsageError } from '../model/errors.js';
import type { JournalEnded, JournalEntry, JournalLine, JournalRun, JournalSent } from '../model/journal.js';
import type { Notice } from '../model/notice.js';
import { journalLineSchema } from './journal-schema.js';

const largestJournal = 512 * 1024 * 1024;

export interface ReadJournal {
  /** In the order of the file. */
  readonly runs: readonly JournalRun[];
  /** One for each half line. */
  readonly notices: readonly Notice[];
}

/** Returns the runs of a journal. Throws `UsageError`: `unreadable-journal`, or `damaged-journal` with the line. */
export async function readJournal(path: string, cwd: string): Promise<ReadJournal> {
  const texts = (await readText(path, cwd)).split('\n');
  const isLine = compileCheck();
  const notices: Notice[] = [];
  const runs = openRuns(path);
  for (const [index, text] of texts.entries()) {
    const at = { path, line: index + 1 };
    if (text === '') {
      if (index < texts.length - 1) throw damaged(at, 'is empty');
      continue;
    }
    const parsed = parse(text);
    if (parsed === undefined) {
      if (!isHalf(text) || !isRunOver(texts[index + 1], isLine)) throw damaged(at, 'is no JSON');
      notices.push(tellHalf(at));
      continue;
    }
    if (!isLine(parsed)) throw damaged(at, 'is no line of a journal');
    runs.take(parsed, at);
  }
  return { runs: runs.close(), notices };
}

async function readText(path: string, cwd: string): Promise<string> {
  const file = resolve(cwd, path);
  try {
    const { size } = await stat(file);
    if (size <= largestJournal) return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path, undefined);
}

function unreadable(path: string, cause: unknown): UsageError {
  return new UsageError('unreadable-journal', `The journal ${path} can't be read.`, {
    hint: 'Give the file that `kinde-sync apply --journal FILE` wrote; it may have 512 MiB.',
    ...(cause === undefined ? {} : { cause }),
  });
}

interface LinePlace {
  readonly path: string;
  readonly line: number;
}

function damaged({ path, line }: LinePlace, what: string): UsageError {
  return new UsageError('damaged-journal', `${path}:${line}: this line ${what}.`, {
    hint: 'A journal is not to be edited. Without a sound one, put things right with the configuration: plan and apply.',
  });
}

function compileCheck(): (value: unknown) => value is JournalLine {
  const check = new Ajv2020({ strict: false }).compile(journalLineSchema);
  return (value): value is JournalLine => check(value);
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

/** What a crash leaves of a line is its beginning. */
function isHalf(text: string): boolean {
  return text.startsWith(beginning) || beginning.startsWith(text);
}

/** Half a line can only be the last of its run: of the file, or before the first line of another run. */
function isRunOver(next: string | undefined, isLine: (value: unknown) => value is JournalLine): boolean {
  if (next === undefined || next === '') return true;
  const line = parse(next);
  return isLine(line) && line.event === 'sent' && line.write === 1;
}

function tellHalf({ path, line }: LinePlace): Notice {
  return {
    code: 'journal-cut-short',
    message: `${path}:${line} is half a line, as a run leaves it that was killed. It is ignored: what it was about is judged by how Kinde is now.`,
    source: `${path}:${line}:1`,
  };
}

interface OpenWrite {
  readonly sent: JournalSent;
  readonly line: number;
  ended: JournalEnded | null;
}

interface OpenRun {
  readonly plan: string;
  readonly environment: JournalSent['environment'];
  readonly writes: OpenWrite[];
  /** The writes of the last go, by number: a plan that is carried out again begins to count anew. */
  numbers: Map<number, OpenWrite>;
}

interface OpenRuns {
  take(line: JournalLine, at: LinePlace): void;
  close(): readonly JournalRun[];
}

function openRuns(file: string): OpenRuns {
  const runs: OpenRun[] = [];
  return {
    take: (line, at) => {
      const last = runs.at(-1);
      if (line.event === 'ended') endWrite(line, last, at);
      else if (last?.plan === line.plan && isSameEnvironment(last, line)) beginWrite(line, last, at);
      else runs.push(beginRun(line, at));
    },
    close: () =>
      runs.map(({ plan, environment, writes }) => ({
        file,
        plan,
        environment,
        writes: writes.map(({ sent, ended, line }): JournalEntry => ({ sent, ended, line })),
      })),
  };
}

function isSameEnvironment({ environment }: OpenRun, sent: JournalSent): boolean {
  return environment.domain === sent.environment.domain && environment.code === sent.environment.code;
}

function beginRun(sent: JournalSent, at: LinePlace): OpenRun {
  const { plan, environment } = sent;
  const run: OpenRun = { plan, environment, writes: [], numbers: new Map() };
  beginWrite(sent, run, at);
  return run;
}

function beginWrite(sent: JournalSent, run: OpenRun, at: LinePlace): void {
  if (sent.write === 1) run.numbers = new Map();
  // Numbers follow each other: a gap means that a line is missing, and with it something that was done.
  if (sent.write !== run.numbers.size + 1)
    throw damaged(at, `is write ${sent.write}, not ${run.numbers.size + 1}`);
  const write: OpenWrite = { sent, line: at.line, ended: null };
  run.writes.push(write);
  run.numbers.set(sent.write, write);
}

function endWrite(ended: JournalEnded, run: OpenRun | undefined, at: LinePlace): void {
  const write = run?.plan === ended.plan ? run.numbers.get(ended.write) : undefined;
  if (write?.ended !== null) throw damaged(at, 'ends a write that was not begun');
  if (write.sent.operation !== ended.operation) throw damaged(at, 'ends another operation than was begun');
  write.ended = ended;
}
