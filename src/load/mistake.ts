// A mistake found while one text is parsed: offsets only, turned into a Diagnostic when the whole file was seen.
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { placeAt } from '../model/source-document.js';
import type { SourceDocument } from '../model/source-document.js';

/** `end` is exclusive; without it only the beginning is known. */
export interface Mistake {
  readonly code: Code;
  readonly start: number;
  readonly end?: number;
  readonly message: string;
  readonly hint?: string;
  /** Where the same thing was written before; the message then says so. */
  readonly alsoAt?: number;
}

/** Returns the mistake as a diagnostic of that document. */
export function describeMistake(document: SourceDocument, mistake: Mistake): Diagnostic {
  const place = placeAt(document, mistake.start);
  const end = mistake.end === undefined ? null : placeAt(document, mistake.end);
  const isMarked = end !== null && end.line === place.line && end.column > place.column;
  return {
    code: mistake.code,
    severity: 'error',
    message:
      mistake.alsoAt === undefined
        ? mistake.message
        : `${mistake.message} ${sayWhere(document, mistake.alsoAt)}`,
    place,
    ...(isMarked ? { endColumn: end.column } : {}),
    ...(mistake.hint === undefined ? {} : { hint: mistake.hint }),
  };
}

function sayWhere(document: SourceDocument, offset: number): string {
  return `It is also at ${formatPlace(placeAt(document, offset))}.`;
}
