// The beginning of the story: load the files and validate them; everything that can be known without the network.
import { parseTexts, readTexts } from '../load/load-documents.js';
import type { LoadOptions, SourceTexts } from '../load/load-documents.js';
import { yieldToEventLoop } from '../load/yield-to-event-loop.js';
import type { Attestation } from '../model/attestation.js';
import type { DesiredState } from '../model/desired.js';
import { hasErrors } from '../model/diagnostic.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';

export { readTexts } from '../load/load-documents.js';
export type { SourceTexts } from '../load/load-documents.js';

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

/** Reads and validates the files. Throws nothing of the user's. */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  return parseConfiguration(await readTexts(options), options);
}

/** Parses and validates files that were read. Throws nothing of the user's. */
export async function parseConfiguration(
  texts: SourceTexts,
  options: Pick<LoadOptions, 'env' | 'now'>,
): Promise<LoadedConfiguration> {
  // Large documents are let go of before Kinde is read.
  const { desired, diagnostics, attestations, sources } = await parseEditable(texts, options);
  return { desired, diagnostics, attestations, sources };
}

/** Reads and validates the files, and keeps their documents. Throws nothing of the user's. */
export async function loadEditable(options: LoadOptions): Promise<EditableConfiguration> {
  return parseEditable(await readTexts(options), options);
}

async function parseEditable(
  texts: SourceTexts,
  { env, now = Infinity }: Pick<LoadOptions, 'env' | 'now'>,
): Promise<EditableConfiguration> {
  const { documents, sources, attestations, diagnostics: found } = await parseTexts(texts, env);
  // Loaded here: the first answers to large files may arrive meanwhile.
  const { chooseRules, validateDocuments } = await import('../validate/validate-documents.js');
  const rules = await chooseRules(documents);
  await yieldToEventLoop();
  const validated = validateDocuments(documents, { rules, attestations, now });
  const diagnostics = sortDiagnostics([...found, ...validated.diagnostics]);
  const desired = hasErrors(diagnostics) ? null : validated.desired;
  return { ...validated, documents, desired, diagnostics, sources };
}
