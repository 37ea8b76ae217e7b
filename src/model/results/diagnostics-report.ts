// The result of `validate --format json`. `schemas/diagnostics.schema.json` describes it.
import type { Diagnostic } from '../diagnostic.js';

export interface DiagnosticsSummary {
  readonly errors: number;
  readonly warnings: number;
  /** The number of files that could be read. */
  readonly files: number;
  /** Null if the configuration is not valid, and so are `memberships`. */
  readonly organizations: number | null;
  readonly memberships: number | null;
}

export interface DiagnosticsReport {
  readonly formatVersion: '1';
  /** True if plan and apply accept the configuration; warnings do not count. */
  readonly valid: boolean;
  readonly summary: DiagnosticsSummary;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}
