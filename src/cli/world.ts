// The outside that a command may touch. run-process.ts builds the real one; tests build their own.
import type { Fetch } from '../kinde/connect-kinde.js';

export interface Output {
  /** Writes text and disarms lines that a CI system would read as commands; `commands` marks text whose commands are ours. */
  write(text: string, kind?: 'commands'): void;
  readonly isTerminal: boolean;
  /** The columns of the terminal now; absent or undefined where they are not known. */
  readonly columns?: number | undefined;
}

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly fetch: Fetch;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks a person and returns the answer; null without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for milliseconds, or less if the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Fires at the first Ctrl-C: requests in flight are finished, and no other starts. */
  readonly interrupt: AbortSignal;
}
