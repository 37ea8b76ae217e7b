// A plan or a report as JSON: the contract with scripts, described by `schemas/plan.schema.json`.
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';

/** Returns the document as indented JSON that ends with a line break. */
export function renderJson(document: Plan | ApplyReport): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
