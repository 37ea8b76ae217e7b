// The diagnostics that `validate`, and the annotations of a plan, show.
import type { Diagnostic } from '../model/diagnostic.js';
import type { LoadedConfiguration } from '../stories/load-configuration.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';

/** Returns the diagnostics in order. Hints stand beside the warnings of a valid configuration; beside errors they would distract. */
export function listRemarks({ desired, diagnostics, hints }: LoadedConfiguration): readonly Diagnostic[] {
  return desired === null ? diagnostics : sortDiagnostics([...diagnostics, ...hints]);
}
