// The door of `load`: from `--config` paths to documents. Touches the disk, and only to read; judges no content.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { findFiles } from './find-files.js';
import type { FoundFile } from './find-files.js';
import { parseSource } from './parse-source.js';
import type { Variables } from './substitute-variables.js';
import { readText } from './read-text.js';

export interface LoadOptions {
  /** The `--config` values; empty means `kinde.yaml`, else the folder `kinde/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
}

export interface LoadedDocuments {
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that could be read, malformed ones included: what code frames are cut from. */
  readonly sources: ReadonlyMap<string, string>;
}

const filesAtOnce = 32;

/** Returns every document of the configuration, sorted by file, and every mistake in reading them. Never throws. */
export async function loadDocuments(options: LoadOptions): Promise<LoadedDocuments> {
  const found = await findFiles(options.paths, options.cwd);
  const diagnostics = [...found.diagnostics];
  const documents: SourceDocument[] = [];
  for (let start = 0; start < found.files.length; start += filesAtOnce) {
    const batch = found.files.slice(start, start + filesAtOnce);
    for (const loaded of await loadBatch(batch, options.env)) {
      if (loaded.document !== null) documents.push(loaded.document);
      for (const diagnostic of loaded.diagnostics) diagnostics.push(diagnostic);
    }
  }
  const sources = new Map(documents.map((document) => [document.file, document.text]));
  return { documents, diagnostics, sources };
}

interface Loaded {
  readonly document: SourceDocument | null;
  readonly diagnostics: readonly Diagnostic[];
}

async function loadBatch(batch: readonly FoundFile[], env: Variables): Promise<readonly Loaded[]> {
  return Promise.all(
    batch.map(async (found): Promise<Loaded> => {
      const { text, diagnostic } = await readText(found);
      if (text === undefined) return { document: null, diagnostics: [diagnostic] };
      return parseSource({ file: found.file, text, env });
    }),
  );
}
