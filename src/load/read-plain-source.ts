// One text without the YAML library: what nearly every file is. Decides nothing about what is not plain.
import { unreadableDocument } from '../model/source-document.js';
import type { Mistake } from './mistake.js';
import { finishSource } from './parsed-source.js';
import type { ParsedSource, Source } from './parsed-source.js';
import { readPlainYaml } from './plain-yaml/read-plain-yaml.js';
import { hasTooManyValues } from './text-limits.js';

/** Returns the document, or what makes the text too large for any reader; null where the library has to parse it. */
export function readPlainSource({ file, text }: Source): ParsedSource | null {
  if (hasTooManyValues(text)) return finishSource(unreadableDocument(file, text), [tooManyValues]);
  const plain = readPlainYaml(text);
  if (plain === null) return null;
  const { value, positions } = plain;
  const found = { isReadable: true, isSound: true, unresolved: new Set<number>(), substituted: new Map() };
  return finishSource({ file, text, value, positions, ...found }, []);
}

const tooManyValues: Mistake = {
  code: 'file-too-large',
  start: 0,
  message: 'The file has too many values.',
  hint: 'Split it: --config also takes a folder, for example with one file for each organization.',
};
