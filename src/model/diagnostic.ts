// A diagnostic of the user's files. `load`, `validate` and, by comparison with Kinde, `diff` return diagnostics. No stage throws a
// single one; each stage collects all of them.
import type { Code } from './codes.js';
import type { Place } from './place.js';

/** A `hint` is no fault: only `validate` shows it. */
export type Severity = 'error' | 'warning' | 'hint';

/** One error or warning at its place. `hint` says what to do, in the imperative. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** Absent only if there is no text to point at, for example for a missing file. */
  readonly place?: Place;
  /** The exclusive end of the marked text on the same line; absent if not known. */
  readonly endColumn?: number;
  readonly hint?: string;
  /** Whom the line concerns, for a reader who does not see it. Only errors that the comparison with Kinde shows have it. */
  readonly about?: string;
}

/** Returns whether any diagnostic is an error; the files then have no desired state. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
