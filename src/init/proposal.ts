// What a part of `init` proposes: files to write, and what is left to a person.
import type { FileOutcome } from '../model/start.js';
import type { NewFile } from './write-new-file.js';

export interface Proposal {
  /** To be written where there is nothing. */
  readonly files: readonly NewFile[];
  /** What stays as it is, for another reason than that something has the very same path. */
  readonly kept: readonly FileOutcome[];
  /** What only a person can do, whatever was written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}
