// What a pull leads to, as values: the texts of files and what there is to say. Nothing is written yet.
import type { Notice } from '../model/notice.js';

/** One file as it is to be. */
export interface PulledFile {
  /** Relative to the working directory, or absolute, with forward slashes. */
  readonly file: string;
  /** The text before, without a byte order mark; null for a new file. */
  readonly before: string | null;
  readonly after: string;
  /** What changes in it, one line each. */
  readonly notes: readonly string[];
}

export interface Pulled {
  /** Only files that change, sorted by name. */
  readonly files: readonly PulledFile[];
  readonly notices: readonly Notice[];
}
