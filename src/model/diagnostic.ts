// A mistake in the user's files, as a value: found by `load`, `validate` or, where only Kinde can tell, by `diff`.
// Never thrown on its own; stages collect all of them.
import type { Code } from './codes.js';
import type { Place } from './place.js';

export type Severity = 'error' | 'warning';

/** One mistake, pointing at the line. `hint` is the cure, in the imperative, where there is one to name. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** Absent only where there is no text to point at: a missing file or folder. */
  readonly place?: Place;
  /** Where the marked text ends, when known; same line and exclusive, like an editor's selection. */
  readonly endColumn?: number;
  readonly hint?: string;
}

/** Returns whether any of them is an error: then nothing is made of the files. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
