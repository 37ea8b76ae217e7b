// The result of a pull as values: the texts of files, and notices. The command line writes the files later.
import type { Notice } from '../model/notice.js';

/** A file after the pull. */
export interface PulledFile {
  /** Relative to the working directory, or absolute, with forward slashes. */
  readonly file: string;
  /** The text before, without a byte order mark; null for a new file. */
  readonly before: string | null;
  readonly after: string;
  /** The texts to show in place of `before` and `after`; present only if these hold private values. */
  readonly shown?: { readonly before: string; readonly after: string };
  /** The changes in it, one line each. */
  readonly notes: readonly string[];
}

export interface Pulled {
  /** Only the files that change, sorted by name. */
  readonly files: readonly PulledFile[];
  readonly notices: readonly Notice[];
}
