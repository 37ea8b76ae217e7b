// What a plan may be held against to tell what a request causes from what had drifted before.
import type { DesiredState } from './desired.js';

/** Files as a commit has them: their bytes by path, relative to the working directory, with forward slashes. */
export type FileTree = ReadonlyMap<string, Uint8Array>;

/** The configuration that was agreed on before; or, where it can't be compared, a sentence that says why. */
export type Base =
  | { readonly desired: DesiredState; readonly problem: null }
  | { readonly desired: null; readonly problem: string };
