// What `validate --format json` prints. Described by `schemas/diagnostics.schema.json`.
import type { Diagnostic } from './diagnostic.js';

export interface DiagnosticsSummary {
  readonly errors: number;
  readonly warnings: number;
  /** Files that could be read. */
  readonly files: number;
  /** Null where the configuration is not valid: what it means is then not known. */
  readonly organizations: number | null;
  readonly memberships: number | null;
}

export interface DiagnosticsReport {
  readonly formatVersion: '1';
  /** Whether plan and apply would accept the configuration: warnings do not count. */
  readonly valid: boolean;
  readonly summary: DiagnosticsSummary;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}
