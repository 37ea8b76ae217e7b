// The beginning of the story: load the files and validate them; everything that can be known without the network.
import { loadDocuments } from './load/load-documents.js';
import type { LoadOptions } from './load/load-documents.js';
import { workInTurns } from './load/take-turns.js';
import type { Attestation } from './model/attestation.js';
import type { DesiredState } from './model/desired.js';
import { hasErrors } from './model/diagnostic.js';
import type { Diagnostic } from './model/diagnostic.js';
import { InternalError } from './model/errors.js';
import type { Sketch } from './model/sketch.js';
import type { SourceDocument } from './model/source-document.js';
import { sortDiagnostics } from './validate/sort-diagnostics.js';
import { beginSketch, maySetRules } from './validate/sketch-documents.js';

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

/** Files that were read and parsed. */
export interface ParsedConfiguration {
  /** Works out what they mean, once. Throws nothing of the user's. */
  readonly draft: () => Promise<ConfigurationDraft>;
}

/** Files whose meaning is known and which are yet to be checked. */
export interface ConfigurationDraft {
  /**
   * What the files mean if there is no mistake in them; null where that can't be told. Good for deciding what to read
   * meanwhile: nothing may be shown or changed on its word.
   */
  readonly desired: DesiredState | null;
  /** Checks the files, once. Throws nothing of the user's. */
  readonly check: () => Promise<EditableConfiguration>;
}

export type ParseOptions = Omit<LoadOptions, 'isFirst' | 'onParsed'> & {
  /** Told what can be told of the files at a glance, while they are parsed and at the end; not what is not certain. */
  readonly onSketch?: (sketch: Sketch) => void;
};

/** Reads and parses the files. Throws nothing of the user's. */
export async function parseConfiguration({
  onSketch,
  ...options
}: ParseOptions): Promise<ParsedConfiguration> {
  const sketching = onSketch === undefined ? {} : sketchFor(onSketch);
  const { documents, sources, attestations, ...loaded } = await loadDocuments({ ...options, ...sketching });
  const isReadable = !hasErrors(loaded.diagnostics);
  return {
    draft: once(async () => {
      // Loaded here: large files are being answered by then.
      const { gatherParts, draftDesired, chooseRules, validateDocuments } =
        await import('./validate/validate-documents.js');
      const parts = gatherParts(documents);
      const now = options.now ?? Infinity;
      const draft = await workInTurns(draftDesired(parts, { attestations, now }));
      return {
        desired: isReadable && draft.isSound ? draft.desired : null,
        check: once(async () => {
          const rules = await chooseRules(documents);
          const validated = await workInTurns(validateDocuments({ parts, rules, draft }));
          const diagnostics = sortDiagnostics([...loaded.diagnostics, ...validated.diagnostics]);
          const isRight = !hasErrors(diagnostics);
          return {
            ...validated,
            documents,
            desired: isRight ? validated.desired : null,
            diagnostics,
            sources,
          };
        }),
      };
    }),
  };
}

function sketchFor(tell: (sketch: Sketch) => void): Pick<LoadOptions, 'isFirst' | 'onParsed'> {
  const addToSketch = beginSketch();
  return {
    isFirst: maySetRules,
    onParsed: (documents, unread) => {
      const sketch = addToSketch(documents, unread);
      if (sketch !== null) tell(sketch);
    },
  };
}

/** Lets go of the work as it begins: where the files list a million people, what it rests on is large. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let waiting: typeof work | null = work;
  return () => {
    const begun = waiting;
    waiting = null;
    if (begun === null) throw new InternalError('This work is done only once.');
    return begun();
  };
}

/** Reads and validates the files, and keeps their documents. Throws nothing of the user's. */
export async function loadEditable(options: LoadOptions): Promise<EditableConfiguration> {
  const parsed = await parseConfiguration(options);
  const draft = await parsed.draft();
  return draft.check();
}

/** Reads and validates the files. Throws nothing of the user's. */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  const { desired, diagnostics, attestations, sources } = await loadEditable(options);
  return { desired, diagnostics, attestations, sources };
}
