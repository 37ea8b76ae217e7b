// The process edge: builds the World from this process, runs the program, and sets the exit status.
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { once } from '../model/once.js';
import { cutText } from './cut-text.js';
import { exitCodes } from './exit-codes.js';
import { runProgram } from './program.js';
import type { Output, World } from './world.js';

/** Bytes. */
const largeHeap = 300 * 1024 * 1024;
/** Characters. */
const longestPart = 1024 * 1024;

/** Runs one command line in this process and sets its exit status; throws only for a bug. */
export async function runProcess(args: readonly string[], version: string): Promise<void> {
  boundHeap();
  const interrupt = listenForInterrupts();
  // A reader that has seen enough, such as `head`, is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : exitCodes.error),
  );
  process.exitCode = await runProgram(args, buildWorld(interrupt), version);
}

/**
 * Left alone, V8 lets the heap grow to twice what lives in it before it clears up: too much for a large tenant.
 * Clearing up earlier costs time, so only a heap that has become large is kept tight.
 */
function boundHeap(): void {
  const watch = setInterval(() => {
    if (getHeapStatistics().used_heap_size < largeHeap) return;
    setFlagsFromString('--heap-growing-percent=15');
    clearInterval(watch);
  }, 50);
  watch.unref();
}

function listenForInterrupts(): AbortController {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort();
    process.stderr.write('\nStopping: what is in flight is finished. Press Ctrl-C again to stop at once.\n');
  });
  process.on('SIGTERM', () => interrupt.abort());
  return interrupt;
}

function buildWorld(interrupt: AbortController): World {
  return {
    env: process.env,
    cwd: process.cwd(),
    fetch: async (url, init) => (await loadFetch())(url, init),
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    // Opening stdin takes time, and few commands ask anything.
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY
        ? (question: string) => ask(question, interrupt)
        : null;
    },
    now: Date.now,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
    random: Math.random,
    interrupt: interrupt.signal,
  };
}

/** Few commands need it. */
const loadFetch = once(async () => (await import('../kinde/connect-kinde.js')).lightFetch);

function toOutput(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      // A plan may have fifty megabytes: written at once, they would be in memory twice.
      for (const part of cutText(text, longestPart)) stream.write(part);
    },
    isTerminal: stream.isTTY,
  };
}

async function ask(question: string, interrupt: AbortController): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, readline takes Ctrl-C for itself; and after Ctrl-D its question stays open for ever.
  reader.once('SIGINT', () => interrupt.abort());
  const closed = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
  const answered = reader.question(question, { signal: interrupt.signal }).catch(() => '');
  const answer = await Promise.race([answered, closed]);
  reader.close();
  return answer;
}
