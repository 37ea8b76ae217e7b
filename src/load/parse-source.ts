// The parser of one text: the plain reader for nearly every file, the YAML library for the others. Touches no disk.
import { unreadableDocument } from '../model/source-document.js';
import { finishSource } from './parsed-source.js';
import type { OffsetDiagnostic, ParsedSource, Source } from './parsed-source.js';
import { readPlainYaml } from './plain-yaml/read-plain-yaml.js';
import { hasTooManyValues } from './text-limits.js';

/** Returns the document and every diagnostic of its YAML. Never throws. */
export async function parseSource(source: Source): Promise<ParsedSource> {
  const plain = readPlainSource(source);
  if (plain !== null) return plain;
  // A lazy import: a run whose files are all plain never loads the library.
  const { parseWithLibrary } = await import('./parse-with-library.js');
  return parseWithLibrary(source);
}

/**
 * Returns the document as the plain reader understands it, or null where only the library can parse the text. A text with
 * too many values for either parser gives an unreadable document. Never throws.
 */
export function readPlainSource({ file, text }: Source): ParsedSource | null {
  if (hasTooManyValues(text)) return finishSource(unreadableDocument(file, text), [tooManyValues]);
  const plain = readPlainYaml(text);
  if (plain === null) return null;
  const { value, positions } = plain;
  const states = { isReadable: true, isSound: true, unresolved: new Set<number>(), substituted: new Map() };
  return finishSource({ file, text, value, positions, ...states }, []);
}

const tooManyValues: OffsetDiagnostic = {
  code: 'file-too-large',
  start: 0,
  message: 'The file has too many values.',
  hint: 'Split it: --config also takes a folder, for example with one file for each organization.',
};
