// The beginning of the story: load the files and validate them; everything that can be known without the network.
import { loadDocuments } from './load/load-documents.js';
import type { LoadOptions } from './load/load-documents.js';
import { workInTurns } from './load/take-turns.js';
import type { Attestation } from './model/attestation.js';
import type { DesiredState } from './model/desired.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { SourceDocument } from './model/source-document.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';
import { gatherDocuments, validateDocuments } from './validate/validate-documents.js';

export interface LoadedConfiguration {
  /** Null if any diagnostic is an error. */
  readonly desired: DesiredState | null;
  /** Every mistake and warning, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was attested, by the file that says so. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** The text of each file by its name, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The configuration together with its documents, for whoever is to edit them. */
export interface EditableConfiguration extends LoadedConfiguration {
  readonly documents: readonly SourceDocument[];
}

/** Reads and validates the files, and keeps their documents. Throws nothing of the user's. */
export async function loadEditable(options: LoadOptions): Promise<EditableConfiguration> {
  const { documents, sources, ...loaded } = await loadDocuments(options);
  const gathered = await gatherDocuments(documents);
  const validated = await workInTurns(
    validateDocuments(gathered, { ...loaded, now: options.now ?? Infinity }),
  );
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...validated.diagnostics]);
  const isSound = !diagnostics.some(({ severity }) => severity === 'error');
  return { ...validated, documents, desired: isSound ? validated.desired : null, diagnostics, sources };
}

/** Reads and validates the files. Throws nothing of the user's. */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  const { desired, diagnostics, attestations, sources } = await loadEditable(options);
  return { desired, diagnostics, attestations, sources };
}
