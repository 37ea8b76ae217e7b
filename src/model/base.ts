// The base of `plan --base`: the configuration before a pull request. The plan compares with it to tell changes that the request
// causes from changes that had drifted before.
import type { DesiredState } from './desired.js';

/** The files of a commit: bytes by path, relative to the working directory, with forward slashes. */
export type FileTree = ReadonlyMap<string, Uint8Array>;

/** The base's desired state, or a sentence that says why it can't be compared. */
export type Base =
  | { readonly desired: DesiredState; readonly problem: null }
  | { readonly desired: null; readonly problem: string };
