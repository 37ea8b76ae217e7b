// The outside that a command may touch. run-process.ts builds the real one; tests build their own.
import type { Wire } from '../kinde/connect-kinde.js';

export interface Output {
  /** Writes text and disarms lines that a CI system would read as commands; `commands` marks text whose commands are ours. */
  write(text: string, kind?: 'commands'): void;
  readonly isTerminal: boolean;
  /** The columns of the terminal now; absent or undefined where they are not known. */
  readonly columns?: number | undefined;
}

export interface World extends Wire {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks a person and returns the answer; null without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Fires at the first Ctrl-C: requests in flight are finished, and no other starts. */
  readonly interrupt: AbortSignal;
}
