// The configuration together with its documents, for whoever is to edit them. Judges nothing that `pipeline.ts` does not.
import { loadDocuments } from './load/load-documents.js';
import type { LoadOptions } from './load/load-documents.js';
import type { SourceDocument } from './model/source-document.js';
import type { LoadedConfiguration } from './pipeline.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';
import { validateDocuments } from './validate/validate-documents.js';

export interface EditableConfiguration extends LoadedConfiguration {
  readonly documents: readonly SourceDocument[];
}

/** Reads and validates the files, and keeps their documents. Throws nothing of the user's. */
export async function loadEditable(options: LoadOptions): Promise<EditableConfiguration> {
  const { documents, diagnostics: found, sources } = await loadDocuments(options);
  const validated = validateDocuments(documents);
  const diagnostics = sortDiagnostics([...found, ...validated.diagnostics]);
  const isSound = !diagnostics.some(({ severity }) => severity === 'error');
  return { documents, desired: isSound ? validated.desired : null, diagnostics, sources };
}
