// Renders results as JSON for scripts; `schemas/plan.schema.json` and `diagnostics.schema.json` describe the contract.
// Terminals show JSON too, so control and bidirectional characters are escaped.
import type { DiagnosticsReport } from '../model/results/diagnostics-report.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';

// JSON allows these characters unescaped, but terminals or CI systems obey them.
const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#[a-zA-Z]*\[)/gu;

/** Returns the document as indented JSON that ends with a line break; unsafe characters are written as `\uXXXX`. */
export function renderJson(document: Plan | ApplyReport | DiagnosticsReport): string {
  return formatJson(document);
}

/** Returns any document in the form of `renderJson`. */
export function formatJson(document: object): string {
  return `${JSON.stringify(document, null, 2).replace(unsafe, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
