// Runs the whole command line against a sandbox in a world of its own, with time that passes only when nothing
// else is left to do.
import { afterAll, beforeAll, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { World } from '../../src/cli/world.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { openWorld } from '../open-world.js';
import { createSeededRandom } from '../unit/kinde/seeded-random.js';

export interface CommandOptions {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly seed: number;
  readonly fetch?: World['fetch'];
  readonly interrupt?: AbortSignal;
  /** Ends the waiting for a run that will never come back. */
  readonly isDead?: () => boolean;
}

export interface CommandEnd {
  /** Null for a run that died. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For the tests of this file, time passes for everything but input and output; `runCommand` needs it. */
export function useVirtualTime(): void {
  beforeAll(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_700_000_000_000 }),
  );
  afterAll(() => void vi.useRealTimers());
}

/** Returns how one command line ended. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<CommandEnd> {
  const { seed, isDead, ...surroundings } = options;
  const { world, written } = openWorld({
    ...surroundings,
    now: Date.now,
    sleep,
    random: createSeededRandom(seed),
  });
  const status = await passTime(runProgram([...args, '-q'], world, '0.0.0'), isDead);
  vi.clearAllTimers();
  return { status, ...written };
}

/** Waits in virtual time. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

const turnsOfRest = 6;

async function passTime<Result>(promise: Promise<Result>, isDead = () => false): Promise<Result | null> {
  const end = { isSettled: false };
  const settle = (): void => void (end.isSettled = true);
  promise.then(settle, settle);
  for (;;) {
    for (let turn = 0; turn < turnsOfRest; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (end.isSettled) return promise;
      if (isDead()) return null;
    }
    if (vi.getTimerCount() > 0) vi.advanceTimersToNextTimer();
  }
}
