// The files that `init` proposes to write, and those that it keeps.
import type { FileOutcome } from '../../model/results/start.js';
import type { NewFile } from './write-new-file.js';

export interface Proposal {
  /** Files for paths where nothing stands. */
  readonly files: readonly NewFile[];
  /** Files that stay as they are for another reason than that their path is taken. */
  readonly kept: readonly FileOutcome[];
  /** Work for a person, whichever files are written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}

export const nothing: Proposal = { files: [], kept: [], advice: [] };
