// The door of `load`: reads the files of the `--config` paths and parses them to documents. Checks no meaning.
import type { FileTree } from '../model/base.js';
import type { Day } from '../model/day.js';
import { hasErrors } from '../model/diagnostic.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { unreadableDocument } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { loadAttestations } from './load-attestations.js';
import type { LoadedAttestations } from './load-attestations.js';
import { chooseFramed } from './choose-framed.js';
import { findFiles } from './find-files.js';
import type { FoundFile } from './find-files.js';
import { findInTree } from './find-in-tree.js';
import { parseSource } from './parse-source.js';
import type { ParsedSource } from './parsed-source.js';
import type { Variables } from './variables.js';
import { readText } from './read-text.js';
import type { ReadText } from './read-text.js';
import { yieldToEventLoop } from './yield-to-event-loop.js';

export interface LoadOptions {
  /** The `--config` values; empty means `kinde.yaml`, else the folder `kinde/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  /** Milliseconds since 1970; decides which attestations have expired. Without it all of them have. */
  readonly now?: number;
  /** The day that decides which listings hold; without it the day of `now`, and without both all of them hold. */
  readonly day?: Day | undefined;
  /** Files of a commit, in place of those on the disk. A path that the tree lacks is ignored. */
  readonly tree?: FileTree;
}

export interface LoadedDocuments {
  readonly documents: readonly SourceDocument[];
  /** The attestations that lie beside any of the files. */
  readonly attestations: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that could be read, malformed ones included, for code frames; empty if no frame may show it. */
  readonly sources: ReadonlyMap<string, string>;
}

type ReadFile = ReadText & { readonly file: string; readonly place: FoundFile };

/** The files of a configuration, read and not yet parsed. */
export interface SourceTexts {
  readonly files: readonly ReadFile[];
  /** The diagnostics of the paths. */
  readonly diagnostics: readonly Diagnostic[];
  /** The attestations that lie beside any of the files. */
  readonly beside: readonly LoadedAttestations[];
  /** The number of characters to parse; 0 if any file can't be read. */
  readonly size: number;
  /** False if several paths name the files. */
  readonly isOnePath: boolean;
}

/** Reads every file that the paths name. Never throws. */
export async function readTexts({
  paths,
  cwd,
  tree,
}: Omit<LoadOptions, 'env' | 'now'>): Promise<SourceTexts> {
  const found = tree === undefined ? await findFiles(paths, cwd) : findInTree(paths, tree);
  const files = found.files.map((one) => ({ ...readText(one), file: one.file, place: one }));
  // The attestations of an earlier commit were checked when it was merged.
  const beside = tree === undefined ? await loadAttestations(found.files) : [];
  const isWhole = !hasErrors(found.diagnostics) && files.every(({ text }) => text !== undefined);
  const size = isWhole ? files.reduce((sum, { text }) => sum + (text?.length ?? 0), 0) : 0;
  return { files, diagnostics: found.diagnostics, beside, size, isOnePath: paths.length <= 1 };
}

/** Returns the documents of the texts, sorted by file, and every diagnostic of reading and parsing. Never throws. */
export async function parseTexts(
  { files, diagnostics: found, beside }: SourceTexts,
  given: Variables,
): Promise<LoadedDocuments> {
  // The verdicts on secrets are memoised by the set of variables, and that of the process may change.
  const env = { ...given };
  const diagnostics = [...found];
  const documents: SourceDocument[] = [];
  for (const file of files) {
    const parsed = await parseOne(file, env);
    documents.push(parsed.document);
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    await yieldToEventLoop();
  }
  diagnostics.push(...beside.flatMap((loaded) => loaded.diagnostics));
  const attestations = beside.map(({ document }) => document);
  const places = [...files, ...beside].map(({ place }) => place);
  const sources = collectSources([...documents, ...attestations], places);
  return { documents, attestations, diagnostics, sources };
}

/** Returns the text of each readable document that code frames may show. */
function collectSources(
  documents: readonly SourceDocument[],
  places: readonly FoundFile[],
): LoadedDocuments['sources'] {
  const byFile = new Map(places.map((place) => [place.file, place]));
  const readable = documents.filter(({ text }) => text !== '');
  return new Map(
    readable.map(({ file, text }) => {
      const place = byFile.get(file);
      return [file, place === undefined ? '' : chooseFramed(place, text)];
    }),
  );
}

async function parseOne({ file, text, diagnostic }: ReadFile, env: Variables): Promise<ParsedSource> {
  if (text === undefined) return { document: unreadableDocument(file, ''), diagnostics: [diagnostic] };
  return parseSource({ file, text, env });
}
