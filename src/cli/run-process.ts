// The process edge: builds the World of this process, runs the program, and sets the exit status.
import process from 'node:process';
import { isatty } from 'node:tty';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
// Not from connect-kinde.js, which loads the whole client.
import { wireDefaults } from '../kinde/wire-defaults.js';
import { exitCodes, statusWithoutOutput } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { openOutput } from './files/open-output.js';
import type { StreamOutput } from './files/open-output.js';
import { runProgram } from './program.js';
import type { World } from './world.js';

/** Bytes in use. */
const largeHeap = 300 * 1024 * 1024;
/** Bytes by which a large heap grows before it is collected. */
const growth = 64 * 1024 * 1024;
/** The limit of a heap, in bytes, from which V8 grows it to four times its live objects. */
const largeLimit = 2 * 1024 * 1024 * 1024;

/** Runs one command line in this process and sets the exit status. Throws only for a bug. */
export async function runProcess(args: readonly string[], version: string): Promise<void> {
  boundHeap();
  const streams = { stdout: openOutput(process.stdout), stderr: openOutput(process.stderr) };
  const interrupt = listenForInterrupts(streams);
  const status = await runProgram(args, buildWorld(interrupt, streams), version);
  process.exitCode = await finishOutput(status, streams);
}

interface Streams {
  readonly stdout: StreamOutput;
  readonly stderr: StreamOutput;
}

/** Waits for the streams and returns the final status; a result that was not written is an error. */
async function finishOutput(status: ExitCode, { stdout, stderr }: Streams): Promise<ExitCode> {
  const failure = await stdout.finish();
  if (failure !== null) {
    const [{ UsageError }, { renderError }] = await Promise.all([
      import('../model/errors.js'),
      import('../render/error-text.js'),
    ]);
    const error = new UsageError('no-output', `The result can't be written to stdout (${failure}).`, {
      hint: 'Check the disk space. The changes that the run made in Kinde are done.',
    });
    stderr.write(renderError(error, { color: false }));
  }
  await stderr.finish();
  return failure === null ? status : statusWithoutOutput(status);
}

/**
 * On a large machine V8 lets the heap grow to four times its live objects before it collects, too much for a large tenant. On a
 * smaller one the factor is below two. Earlier collection costs time, so only a large heap is held to a fixed growth. The timer
 * does not fire while files are checked; until it does, the factor is two.
 */
function boundHeap(): void {
  const { heap_size_limit: limit } = getHeapStatistics();
  if (limit > largeLimit) setFlagsFromString('--heap-growing-percent=100');
  const watch = setInterval(() => {
    const { used_heap_size: used } = getHeapStatistics();
    if (used > largeHeap) setFlagsFromString(`--heap-growing-percent=${Math.ceil((growth * 100) / used)}`);
  }, 50);
  watch.unref();
}

function listenForInterrupts({ stderr }: Streams): AbortController {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort();
    stderr.write('\nStopping: calls in flight are finished first. Press Ctrl-C again to stop at once.\n');
  });
  process.on('SIGTERM', () => interrupt.abort());
  // A closed terminal sends SIGHUP.
  process.on('SIGHUP', () => interrupt.abort());
  return interrupt;
}

function buildWorld(interrupt: AbortController, { stdout, stderr }: Streams): World {
  return {
    ...wireDefaults,
    env: process.env,
    cwd: process.cwd(),
    stdout,
    stderr,
    // Few commands ask, and opening stdin takes time; `isatty` looks at the descriptors only.
    get ask() {
      return isatty(0) && isatty(2) ? (question: string) => ask(question, interrupt) : null;
    },
    interrupt: interrupt.signal,
  };
}

async function ask(question: string, interrupt: AbortController): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // During a question, readline handles Ctrl-C itself; after Ctrl-D, its promise never settles.
  reader.once('SIGINT', () => interrupt.abort());
  const closed = new Promise<string>((resolve) => {
    reader.once('close', () => resolve(''));
    // A closed terminal makes stdin fail.
    process.stdin.once('error', () => resolve(''));
  });
  const answered = reader.question(question, { signal: interrupt.signal }).catch(() => '');
  const answer = await Promise.race([answered, closed]);
  reader.close();
  return answer;
}
