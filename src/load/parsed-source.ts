// The input and the result of parsing one text. The parsers note diagnostics by offset; `finishSource` gives them places.
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { placeAt } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';
import type { Variables } from './variables.js';

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

/** A diagnostic that points at offsets of the text. `end` is exclusive and absent where the end is not known. */
export interface OffsetDiagnostic {
  readonly code: Code;
  readonly start: number;
  readonly end?: number;
  readonly message: string;
  readonly hint?: string;
  /** Offset of the earlier occurrence; the message then names its place. */
  readonly alsoAt?: number;
}

/** Returns the document with its diagnostics placed by file, line and column. */
export function finishSource(document: SourceDocument, found: readonly OffsetDiagnostic[]): ParsedSource {
  return { document, diagnostics: found.map((one) => placeDiagnostic(document, one)) };
}

function placeDiagnostic(document: SourceDocument, found: OffsetDiagnostic): Diagnostic {
  const { code, start, message, hint, alsoAt } = found;
  const place = placeAt(document, start);
  const end = found.end === undefined ? null : placeAt(document, found.end);
  const isMarked = end !== null && end.line === place.line && end.column > place.column;
  return {
    code,
    severity: 'error',
    message: alsoAt === undefined ? message : `${message} ${nameEarlier(document, alsoAt)}`,
    place,
    ...(isMarked ? { endColumn: end.column } : {}),
    ...(hint === undefined ? {} : { hint }),
  };
}

function nameEarlier(document: SourceDocument, offset: number): string {
  return `It is also at ${formatPlace(placeAt(document, offset))}.`;
}
