// One text to one document, the quick way where that is possible. Touches no disk.
import type { ParsedSource, Source } from './parsed-source.js';
import { readPlainSource } from './read-plain-source.js';

/** Returns the document and every mistake in its YAML. Never throws, whatever the text. */
export async function parseSource(source: Source): Promise<ParsedSource> {
  const plain = readPlainSource(source);
  if (plain !== null) return plain;
  // Loaded here: where all files are plain, that time is saved.
  const { parseWithLibrary } = await import('./parse-with-library.js');
  return parseWithLibrary(source);
}
