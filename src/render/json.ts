// What scripts read, as JSON: the contract is described by `schemas/plan.schema.json` and `diagnostics.schema.json`.
// JSON is read on terminals too, so nothing in it may move a cursor or turn the writing direction.
import type { DiagnosticsReport } from '../model/diagnostics-report.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';

// What JSON may hold as it is and a terminal or a CI system obeys. The breaks and spaces of the indentation are none of these.
const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#[a-zA-Z]*\[)/gu;

/** Returns the document as indented JSON that ends with a line break; unsafe characters are written as `\uXXXX`. */
export function renderJson(document: Plan | ApplyReport | DiagnosticsReport): string {
  return formatJson(document);
}

/** Returns any document in that form. */
export function formatJson(document: object): string {
  return `${JSON.stringify(document, null, 2).replace(unsafe, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
