// Compiles the schemas of the files that kinde-sync itself writes with ajv: saved plans and journals. The published program
// holds the compiled functions instead (build.mjs), since compiling takes longer than to read such a file.
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { InternalError } from '../../model/errors.js';
import { journalLineSchema } from './journal-schema.js';

const plan = createRequire(import.meta.url)('kinde-sync/schemas/plan.schema.json') as object;

/** The compiler with both schemas. A test validates them, so reading a file does not. */
export const ajv = new Ajv2020({
  strict: false,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});
ajv.addSchema(plan, 'plan').addSchema(journalLineSchema, 'journal-line');

/** The schema of each check below. */
export const sources = { checkPlan: 'plan#/$defs/plan', checkJournalLine: 'journal-line' } as const;

export const checkPlan = compile('checkPlan');
export const checkJournalLine = compile('checkJournalLine');

function compile(name: keyof typeof sources): ValidateFunction {
  const check = ajv.getSchema(sources[name]);
  if (check === undefined) throw new InternalError(`There is no schema ${sources[name]}.`);
  return check;
}
