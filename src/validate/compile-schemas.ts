// Compiles the JSON schemas of the files with ajv. The published program holds the compiled functions instead (build.mjs),
// since compiling takes longer than a small plan. The schema files stay the one source of truth.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import { InternalError } from '../model/errors.js';

const require = createRequire(import.meta.url);
const config = require('kinde-sync/schemas/config.schema.json') as AnySchemaObject & {
  readonly definitions: Readonly<Record<string, AnySchemaObject>>;
};
const attested = require('kinde-sync/schemas/attested.schema.json') as AnySchemaObject;
// The file schema leaves members out. `checkMember` checks each against one form, because ajv reports a failed `anyOf` many times.
const file = { ...config, definitions: { ...config.definitions, member: {} } };

/** The compiler with every schema. A test validates the schemas, so the start of the program does not. */
export const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strict: true,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});
// `defaultSnippets` is for editors only.
ajv.addVocabulary(['defaultSnippets']);
ajv.addSchema(config, 'config').addSchema(file, 'file').addSchema(attested, 'attested');

/** The schema of each check below. */
export const sources = {
  checkFile: 'file',
  checkAttestedFile: 'attested',
  checkEmailMember: 'config#/definitions/emailMember',
  checkIdMember: 'config#/definitions/idMember',
  checkGroupReference: 'config#/definitions/groupReference',
} as const;

export const checkFile = compile('checkFile');
export const checkAttestedFile = compile('checkAttestedFile');
export const checkEmailMember = compile('checkEmailMember');
export const checkIdMember = compile('checkIdMember');
export const checkGroupReference = compile('checkGroupReference');

function compile(name: keyof typeof sources): ValidateFunction {
  const check = ajv.getSchema(sources[name]);
  if (check === undefined) throw new InternalError(`There is no schema ${sources[name]}.`);
  return check;
}
