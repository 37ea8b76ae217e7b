// The door of `load`: from `--config` paths to documents. Touches the disk, and only to read; judges no content.
import type { FileTree } from '../model/base.js';
import { hasErrors } from '../model/diagnostic.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { unreadableDocument } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { loadAttestations } from './load-attestations.js';
import { chooseFramed } from './choose-framed.js';
import { findFiles } from './find-files.js';
import type { FoundFile } from './find-files.js';
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
  /** Which files are parsed before all others, by their text. */
  readonly isFirst?: (text: string) => boolean;
  /**
   * Told now and then, once those that come first are parsed, which documents were made since it was told last and how many
   * characters are yet to be parsed; the last time none. No more once there is a mistake in any.
   */
  readonly onParsed?: (documents: readonly SourceDocument[], unread: number) => void;
}

export interface LoadedDocuments {
  readonly documents: readonly SourceDocument[];
  /** The attestations that lie beside any of the files. */
  readonly attestations: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that could be read, malformed ones included: what code frames are cut from; empty for none. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Returns every document of the configuration, sorted by file, and every mistake in reading them. Never throws. */
export async function loadDocuments(options: LoadOptions): Promise<LoadedDocuments> {
  const { paths, cwd, tree } = options;
  const found = tree === undefined ? await findFiles(paths, cwd) : findInTree(paths, tree);
  const diagnostics = [...found.diagnostics];
  const turn = beginTurn();
  const read: ReadFile[] = [];
  let isWhole = !hasErrors(diagnostics);
  let characters = 0;
  for (const file of found.files) {
    const one = readText(file);
    read.push({ ...one, file: file.file });
    isWhole &&= one.text !== undefined;
    characters += one.text?.length ?? 0;
    if (isWhole) options.onRead?.(characters);
    if (turn.isOver()) await turn.giveWay();
  }
  const parsed = await parseAll(read, isWhole ? options : { env: options.env });
  for (const one of parsed) for (const diagnostic of one.diagnostics) diagnostics.push(diagnostic);
  const documents = parsed.map(({ document }) => document);
  // Those of an earlier commit were judged when it was merged.
  const beside = tree === undefined ? await loadAttestations(found.files) : [];
  const attestations = beside.map(({ document }) => document);
  diagnostics.push(...beside.flatMap((loaded) => loaded.diagnostics));
  const withText = [...documents, ...attestations].filter(({ text }) => text !== '');
  const places = new Map(found.files.map((file) => [file.file, file]));
  const sources = new Map(
    withText.map(({ file, text }) => {
      const place: FoundFile | undefined = places.get(file);
      return [file, place === undefined ? text : chooseFramed(place, text)];
    }),
  );
  return { documents, attestations, diagnostics, sources };
}

type ReadFile = ReadText & { readonly file: string };

/** How often `onParsed` is told. */
const parts = 10;

/** Returns what comes of each file, in their order. */
async function parseAll(
  read: readonly ReadFile[],
  {
    env,
    isFirst = () => false,
    onParsed = () => undefined,
  }: Pick<LoadOptions, 'env' | 'isFirst' | 'onParsed'>,
): Promise<readonly ParsedSource[]> {
  const first = read.filter(({ text }) => text !== undefined && isFirst(text));
  const early = new Set(first);
  const later = read.filter((one) => !early.has(one));
  const parsed = new Map<ReadFile, ParsedSource>();
  const all = sizeOf(read);
  let unread = all;
  let due = sizeOf(later);
  let untold: SourceDocument[] = [];
  let isSound = true;
  const turn = beginTurn();
  for (const one of [...first, ...later]) {
    const source = await parseOne(one, env);
    parsed.set(one, source);
    untold.push(source.document);
    isSound &&= source.diagnostics.length === 0;
    unread -= one.text?.length ?? 0;
    if (isSound && unread <= due) {
      onParsed(untold, unread);
      untold = [];
      due = Math.max(0, unread - all / parts);
    }
    if (turn.isOver()) await turn.giveWay();
  }
  return read.flatMap((one) => parsed.get(one) ?? []);
}

function sizeOf(read: readonly ReadFile[]): number {
  return read.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
}

async function parseOne({ file, text, diagnostic }: ReadFile, env: Variables): Promise<ParsedSource> {
  if (text === undefined) return { document: unreadableDocument(file, ''), diagnostics: [diagnostic] };
  return parseSource({ file, text, env });
}
