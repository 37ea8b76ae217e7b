// What `init` has to say: which files it wrote, what is left to a person, and what comes next.

export interface FileOutcome {
  /** Relative to the folder where it runs, with `/`. */
  readonly path: string;
  readonly outcome: 'written' | 'kept' | 'failed';
  /** Why it was not written, or what it holds that was not known before; else null. */
  readonly reason: string | null;
}

export interface NextCommand {
  readonly command: string;
  readonly purpose: string;
}

export interface StartReport {
  /** Which platform the workflow is for, and why; null where none was wanted. */
  readonly platform: string | null;
  readonly files: readonly FileOutcome[];
  /** What only a person can do; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
  readonly next: readonly NextCommand[];
}
