// Sorts diagnostics and removes repeats, so that two runs give equal bytes.
import { compareText } from '../model/text/compare-text.js';
import type { Diagnostic } from '../model/diagnostic.js';

/** Returns the diagnostics sorted by file, line, column and code, without repeats. Those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...unique.values()].sort(compare);
}

function keyOf({ place, code, message }: Diagnostic): string {
  return JSON.stringify([place?.file, place?.line, place?.column, code, message]);
}

function compare(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.place?.file ?? '', right.place?.file ?? '') ||
    (left.place?.line ?? 0) - (right.place?.line ?? 0) ||
    (left.place?.column ?? 0) - (right.place?.column ?? 0) ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  );
}
