// One text through the YAML library: parsed, aliases and merge keys followed, variables filled in. Loaded only where the
// plain reader gives up. Touches no disk.
import { isScalar, parseDocument } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { unreadableDocument } from '../model/source-document.js';
import { yamlOptions } from '../model/yaml-options.js';
import { startConversion } from './conversion.js';
import type { Conversion } from './conversion.js';
import { convertNode } from './convert-node.js';
import { findUnclosed } from './find-unclosed.js';
import type { Mistake } from './mistake.js';
import { finishSource } from './parsed-source.js';
import type { ParsedSource, Source } from './parsed-source.js';
import { isNestedTooDeep } from './text-limits.js';
import { describeConflict, describeUnclosed, describeYamlError } from './yaml-errors.js';

/** Returns the document and every mistake in its YAML. Never throws, whatever the text. */
export function parseWithLibrary(source: Source): ParsedSource {
  const { file, text, env } = source;
  if (isNestedTooDeep(text)) return finishSource(unreadableDocument(file, text), [tooDeep]);
  const { contents, mistakes } = parseYaml(text);
  if (contents === null) return finishSource(unreadableDocument(file, text), mistakes);
  return convert(source, { contents, mistakes }, startConversion(text, env));
}

function convert(source: Source, parsed: ReadableYaml, conversion: Conversion): ParsedSource {
  const { value, positions } = convertNode(parsed.contents, conversion, 0);
  const { unresolved, substituted, text } = conversion;
  const found = [...parsed.mistakes, ...conversion.mistakes];
  const states = { isReadable: true, isSound: found.length === 0 };
  return finishSource(
    { file: source.file, text, ...states, value, positions, unresolved, substituted },
    found,
  );
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
  if (first !== undefined) {
    const conflict = describeConflict(text);
    if (conflict !== null) return failed(conflict);
    const unclosed = findUnclosed(yaml, first, text);
    return failed(unclosed === null ? describeYamlError(first, text) : describeUnclosed(unclosed));
  }
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
  message: 'The file is nested too deeply for a configuration.',
};

const emptyFile: Mistake = {
  code: 'empty-file',
  start: 0,
  message: 'The file holds no configuration.',
  hint: 'Begin it with "version: 1", or delete it.',
};
