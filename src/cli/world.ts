// Everything of the outside that a command may touch. `main.ts` makes the real one; tests make their own.
import type { Fetch } from '../kinde/connect-kinde.js';

export interface Output {
  /** Writes text in which no line is a command to a CI system, unless it is said to hold commands of ours. */
  write(text: string, kind?: 'commands'): void;
  readonly isTerminal: boolean;
}

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly fetch: Fetch;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks a person and returns the answer; null where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for milliseconds, or less if the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Fires at the first Ctrl-C: what is in flight is finished, nothing is started. */
  readonly interrupt: AbortSignal;
}
