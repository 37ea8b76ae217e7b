// The door of `load`: from `--config` paths to documents. Touches the disk, and only to read; judges no content.
import type { FileTree } from '../model/base.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { unreadableDocument } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { loadAttestations } from './load-attestations.js';
import { findFiles } from './find-files.js';
import { findInTree } from './find-in-tree.js';
import { parseSource } from './parse-source.js';
import type { ParsedSource } from './parsed-source.js';
import type { Variables } from './substitute-variables.js';
import { readText } from './read-text.js';
import type { ReadText } from './read-text.js';
import { beginTurn } from './take-turns.js';

export interface LoadOptions {
  /** The `--config` values; empty means `kinde.yaml`, else the folder `kinde/`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  /**
   * Milliseconds since 1970: it decides which attestations still count. Without it all of them count as expired.
   */
  readonly now?: number;
  /** The files to choose from, where they are not those on the disk; a path that is not among them means nothing. */
  readonly tree?: FileTree;
  /** Told after each file how many characters were read so far, before any is parsed; no more once one can't be read. */
  readonly onRead?: (characters: number) => void;
}

export interface LoadedDocuments {
  readonly documents: readonly SourceDocument[];
  /** The attestations that lie beside any of the files. */
  readonly attestations: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that could be read, malformed ones included: what code frames are cut from. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Returns every document of the configuration, sorted by file, and every mistake in reading them. Never throws. */
export async function loadDocuments(options: LoadOptions): Promise<LoadedDocuments> {
  const { paths, cwd, tree, env } = options;
  const found = tree === undefined ? await findFiles(paths, cwd) : findInTree(paths, tree);
  const diagnostics = [...found.diagnostics];
  const documents: SourceDocument[] = [];
  const turn = beginTurn();
  const read: (ReadText & { readonly file: string })[] = [];
  let isWhole = !diagnostics.some(({ severity }) => severity === 'error');
  let characters = 0;
  for (const file of found.files) {
    const one = readText(file);
    read.push({ ...one, file: file.file });
    isWhole &&= one.text !== undefined;
    characters += one.text?.length ?? 0;
    if (isWhole) options.onRead?.(characters);
    if (turn.isOver()) await turn.giveWay();
  }
  for (const one of read) {
    const parsed = await parseOne(one, env);
    documents.push(parsed.document);
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    if (turn.isOver()) await turn.giveWay();
  }
  // Those of an earlier commit were judged when it was merged.
  const beside = tree === undefined ? await loadAttestations(found.files) : [];
  const attestations = beside.map(({ document }) => document);
  diagnostics.push(...beside.flatMap((loaded) => loaded.diagnostics));
  const withText = [...documents, ...attestations].filter(({ text }) => text !== '');
  const sources = new Map(withText.map(({ file, text }) => [file, text]));
  return { documents, attestations, diagnostics, sources };
}

async function parseOne(
  { file, text, diagnostic }: ReadText & { readonly file: string },
  env: Variables,
): Promise<ParsedSource> {
  if (text === undefined) return { document: unreadableDocument(file, ''), diagnostics: [diagnostic] };
  return parseSource({ file, text, env });
}
