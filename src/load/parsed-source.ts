// What is parsed, and what comes of it: a document and the mistakes in its YAML, described at their places.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { describeMistake } from './mistake.js';
import type { Mistake } from './mistake.js';
import type { Variables } from './substitute-variables.js';

export interface Source {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Null where `${` has no meaning. */
  readonly env: Variables | null;
}

export interface ParsedSource {
  readonly document: SourceDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the document with its mistakes described. */
export function finishSource(document: SourceDocument, mistakes: readonly Mistake[]): ParsedSource {
  return { document, diagnostics: mistakes.map((mistake) => describeMistake(document, mistake)) };
}
