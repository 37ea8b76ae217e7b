// Compiles the schemas that files are checked against. The published program holds the functions that come out of this
// instead (build.mjs): compiling takes longer than a small plan. The schema files stay the one source of truth.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { AnySchemaObject, ValidateFunction } from 'ajv';
import { InternalError } from '../model/errors.js';

const require = createRequire(import.meta.url);
const config = require('kinde-sync/schemas/config.schema.json') as AnySchemaObject & {
  readonly definitions: Readonly<Record<string, AnySchemaObject>>;
};
const attested = require('kinde-sync/schemas/attested.schema.json') as AnySchemaObject;
// Members are checked one by one against the form that was meant: as a choice of forms, one mistake has many errors.
const file = { ...config, definitions: { ...config.definitions, member: {}, groupMember: {} } };

/** Knows every schema. That they are some is tested, not found out again at every start. */
export const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strict: true,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});
// For editors only.
ajv.addVocabulary(['defaultSnippets']);
ajv.addSchema(config, 'config').addSchema(file, 'file').addSchema(attested, 'attested');

/** What each check is compiled from, by its name below. */
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
