// One text to one document: YAML parsed, aliases and merge keys followed, variables filled in. Touches no disk.
import { isScalar, parseDocument } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import { unreadableDocument } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import { yamlOptions } from '../model/yaml-options.js';
import { startConversion } from './conversion.js';
import type { Conversion, Converted } from './conversion.js';
import { convertNode } from './convert-node.js';
import { foldLists } from './fold-lists.js';
import type { FoldedText } from './fold-lists.js';
import { describeMistake } from './mistake.js';
import type { Mistake } from './mistake.js';
import { readPlainYaml } from './read-plain-yaml.js';
import { hasTooManyValues, isNestedTooDeep } from './text-limits.js';
import type { Variables } from './substitute-variables.js';
import { describeYamlError } from './yaml-errors.js';

export interface Source {
  readonly file: string;
  readonly text: string;
  /** Null where `${` has no meaning. */
  readonly env: Variables | null;
}

export interface ParsedSource {
  readonly document: SourceDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the document and every mistake in its YAML. Never throws, whatever the text. */
export function parseSource(source: Source): ParsedSource {
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text;
  if (hasTooManyValues(text)) return finish(unreadableDocument(source.file, text), [tooManyValues]);
  if (isNestedTooDeep(text)) return finish(unreadableDocument(source.file, text), [tooDeep]);
  const plain = readPlainYaml(text);
  if (plain !== null) return finish(soundDocument(source.file, text, plain), []);
  // Where anything is not as it looked, the text is parsed as it is.
  return parseFolded(source, text, foldLists(text)) ?? parseWhole(source, text);
}

function soundDocument(file: string, text: string, { value, positions }: Converted): SourceDocument {
  const states = { isReadable: true, isSound: true };
  return { file, text, ...states, value, positions, unresolved: new Set(), substituted: new Map() };
}

function parseFolded(source: Source, text: string, folded: FoldedText): ParsedSource | null {
  if (folded.folds.size === 0) return null;
  const { contents, mistakes } = parseYaml(folded.text);
  if (contents === null) return null;
  const conversion = startConversion(text, source.env, folded.folds);
  const converted = convert(source, { contents, mistakes }, conversion);
  return conversion.folds.size > 0 ? null : converted;
}

function parseWhole(source: Source, text: string): ParsedSource {
  const { contents, mistakes } = parseYaml(text);
  if (contents === null) return finish(unreadableDocument(source.file, text), mistakes);
  return convert(source, { contents, mistakes }, startConversion(text, source.env, new Map()));
}

function convert(source: Source, parsed: ReadableYaml, conversion: Conversion): ParsedSource {
  const { value, positions } = convertNode(parsed.contents, conversion, 0);
  const { unresolved, substituted, text } = conversion;
  const found = [...parsed.mistakes, ...conversion.mistakes];
  const states = { isReadable: true, isSound: found.length === 0 };
  return finish({ file: source.file, text, ...states, value, positions, unresolved, substituted }, found);
}

function finish(document: SourceDocument, mistakes: readonly Mistake[]): ParsedSource {
  return { document, diagnostics: mistakes.map((mistake) => describeMistake(document, mistake)) };
}

interface ReadableYaml {
  readonly contents: ParsedNode;
  readonly mistakes: readonly Mistake[];
}

interface ParsedYaml {
  /** Null where nothing can be made of the text; `mistakes` then says why. */
  readonly contents: ParsedNode | null;
  readonly mistakes: readonly Mistake[];
}

function parseYaml(text: string): ParsedYaml {
  let yaml: Document.Parsed;
  try {
    yaml = parseDocument(text, yamlOptions);
  } catch {
    return failed(tooDeep);
  }
  return judgeYaml(yaml, text);
}

/** After the first syntax error the parser guesses, so only that one is told. */
function judgeYaml(yaml: Document.Parsed, text: string): ParsedYaml {
  const first = [...yaml.errors].sort((left, right) => left.pos[0] - right.pos[0])[0];
  if (first !== undefined) return failed(describeYamlError(first, text));
  const contents = yaml.contents;
  if (contents === null || isAbsent(contents)) return failed(emptyFile);
  return { contents, mistakes: yaml.warnings.map((warning) => describeYamlError(warning, text)) };
}

function isAbsent(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null;
}

function failed(mistake: Mistake): ParsedYaml {
  return { contents: null, mistakes: [mistake] };
}

const tooDeep: Mistake = {
  code: 'too-deep',
  start: 0,
  message: 'The file is nested deeper than any configuration.',
};

const tooManyValues: Mistake = {
  code: 'file-too-large',
  start: 0,
  message: 'The file holds too many values to be read as one.',
  hint: 'Split it: --config also takes a folder, with one file an organization for example.',
};

const emptyFile: Mistake = {
  code: 'empty-file',
  start: 0,
  message: 'The file holds no configuration.',
  hint: 'Begin it with "version: 1", or delete it.',
};
