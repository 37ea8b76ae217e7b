// Parses one text with the YAML library, resolves aliases and merge keys, and substitutes variables. Loaded only for texts that
// the plain reader can't read. Touches no disk.
import { isScalar, parseDocument } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { unreadableDocument } from '../model/source-document.js';
import { yamlOptions } from '../model/yaml-options.js';
import { startConversion } from './conversion.js';
import type { Conversion } from './conversion.js';
import { convertNode } from './convert-node.js';
import { finishSource } from './parsed-source.js';
import type { OffsetDiagnostic, ParsedSource, Source } from './parsed-source.js';
import { isNestedTooDeep } from './text-limits.js';
import { describeSyntaxError, describeYamlError } from './yaml-errors.js';

/** Returns the document and every diagnostic of its YAML. Never throws. */
export function parseWithLibrary(source: Source): ParsedSource {
  const { file, text, env } = source;
  if (isNestedTooDeep(text)) return finishSource(unreadableDocument(file, text), [tooDeep]);
  const { contents, diagnostics } = parseYaml(text);
  if (contents === null) return finishSource(unreadableDocument(file, text), diagnostics);
  return convert(source, { contents, diagnostics }, startConversion(text, env));
}

function convert(source: Source, parsed: ReadableYaml, conversion: Conversion): ParsedSource {
  const { value, positions } = convertNode(parsed.contents, conversion, 0);
  const { unresolved, substituted, text } = conversion;
  const found = [...parsed.diagnostics, ...conversion.diagnostics];
  const states = { isReadable: true, isSound: found.length === 0 };
  return finishSource(
    { file: source.file, text, ...states, value, positions, unresolved, substituted },
    found,
  );
}

interface ReadableYaml {
  readonly contents: ParsedNode;
  readonly diagnostics: readonly OffsetDiagnostic[];
}

interface ParsedYaml {
  /** Null if the text is no YAML or holds no value; `diagnostics` then says why. */
  readonly contents: ParsedNode | null;
  readonly diagnostics: readonly OffsetDiagnostic[];
}

function parseYaml(text: string): ParsedYaml {
  let yaml: Document.Parsed;
  try {
    yaml = parseDocument(text, yamlOptions);
  } catch {
    return failed(tooDeep);
  }
  return checkYaml(yaml, text);
}

function checkYaml(yaml: Document.Parsed, text: string): ParsedYaml {
  const first = [...yaml.errors].sort((left, right) => left.pos[0] - right.pos[0])[0];
  if (first !== undefined) return failed(describeSyntaxError(yaml, first, text));
  const contents = yaml.contents;
  if (contents === null || isAbsent(contents)) return failed(emptyFile);
  return { contents, diagnostics: yaml.warnings.map((warning) => describeYamlError(warning, text)) };
}

function isAbsent(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null;
}

function failed(found: OffsetDiagnostic): ParsedYaml {
  return { contents: null, diagnostics: [found] };
}

const tooDeep: OffsetDiagnostic = {
  code: 'too-deep',
  start: 0,
  message: 'The file is nested too deeply for a configuration.',
};

const emptyFile: OffsetDiagnostic = {
  code: 'empty-file',
  start: 0,
  message: 'The file holds no configuration.',
  hint: 'Begin it with "version: 1", or delete it.',
};
