// The report of `init`: the files that it wrote, advice for the user, and the next commands.

export interface FileOutcome {
  /** The path relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly outcome: 'written' | 'kept' | 'failed';
  /** The reason why the file was not written, or a remark on its content; else null. */
  readonly reason: string | null;
}

export interface NextCommand {
  readonly command: string;
  readonly purpose: string;
}

export interface StartReport {
  /** The platform of the workflow, and the reason for it; null without a workflow. */
  readonly platform: string | null;
  readonly files: readonly FileOutcome[];
  /** The steps that only a person can do. A line that begins with a space is text to copy. */
  readonly advice: readonly string[];
  readonly next: readonly NextCommand[];
}
