// The beginning of the story: load the files and validate them; everything that can be known without the network.
import { setImmediate } from 'node:timers/promises';
import { loadDocuments } from './load/load-documents.js';
import type { LoadOptions } from './load/load-documents.js';
import type { ListedCount } from './kinds/member-lists.js';
import type { Attestation } from './model/attestation.js';
import type { DesiredState } from './model/desired.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { SourceDocument } from './model/source-document.js';
import type { Turns } from './model/turns.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';
import { gatherDocuments, validateDocuments } from './validate/validate-documents.js';
import type { Gathered } from './validate/validate-documents.js';

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

/** What the files seem to say, before they are checked. */
export interface Preview {
  /** Characters in all files together. */
  readonly size: number;
  /** The organizations whose members the files manage, each with the number of entries; a group is one entry. */
  readonly memberLists: readonly ListedCount[];
}

export interface LoadConfigurationOptions extends LoadOptions {
  /** Told once, if all files could be read without a mistake, while checking them is still to come. */
  readonly onPreview?: (preview: Preview) => void;
}

/** Reads and validates the files, and keeps their documents. Throws nothing of the user's. */
export async function loadEditable(options: LoadConfigurationOptions): Promise<EditableConfiguration> {
  const { documents, sources, ...loaded } = await loadDocuments(options);
  const gathered = await gatherDocuments(documents);
  if (loaded.diagnostics.length === 0) options.onPreview?.(preview(gathered));
  const validated = await workInTurns(
    validateDocuments(gathered, { ...loaded, now: options.now ?? Infinity }),
  );
  const diagnostics = sortDiagnostics([...loaded.diagnostics, ...validated.diagnostics]);
  const isSound = !diagnostics.some(({ severity }) => severity === 'error');
  return { ...validated, documents, desired: isSound ? validated.desired : null, diagnostics, sources };
}

/** Reads and validates the files. Throws nothing of the user's. */
export async function loadConfiguration(options: LoadConfigurationOptions): Promise<LoadedConfiguration> {
  const { desired, diagnostics, attestations, sources } = await loadEditable(options);
  return { desired, diagnostics, attestations, sources };
}

function preview({ parts }: Gathered): Preview {
  const { documents, organizations } = parts;
  return {
    size: documents.reduce((sum, { text }) => sum + text.length, 0),
    memberLists: organizations.flatMap(({ members }) =>
      Array.isArray(members?.value) ? [{ listed: members.value.length }] : [],
    ),
  };
}

/** Milliseconds after which work is left at the next opportunity. */
const longestTurn = 5;

/** Does the work, and lets whatever arrives from the network meanwhile have its turn. */
async function workInTurns<Result>(work: Turns<Result>): Promise<Result> {
  for (;;) {
    const until = performance.now() + longestTurn;
    do {
      const turn = work.next();
      if (turn.done === true) return turn.value;
    } while (performance.now() < until);
    await setImmediate();
  }
}
