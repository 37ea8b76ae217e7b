// What the parts of `init` are asked for, and what they propose: files to write, and what is left to a person.
import type { FileOutcome } from '../../model/start.js';
import type { Folder } from './inspect-folder.js';
import type { NewFile } from './write-new-file.js';

export interface Wish {
  readonly folder: Folder;
  /** The path of the configuration, relative to the folder. */
  readonly config: string;
  /** The examples that come with kinde-sync, by their path. */
  readonly examples: ReadonlyMap<string, string>;
}

export interface Proposal {
  /** To be written where there is nothing. */
  readonly files: readonly NewFile[];
  /** What stays as it is, for another reason than that something has the very same path. */
  readonly kept: readonly FileOutcome[];
  /** What only a person can do, whatever was written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}
