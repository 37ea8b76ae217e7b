// The configuration's JSON Schema, compiled. The schema file is the one source of truth for shape and for the types.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';

/** What ajv says, with the schema it applied and the value it applied it to. */
export type ShapeError = ErrorObject<string, Readonly<Record<string, unknown>>>;

/** The definitions that a member may have to fit. */
export type MemberForm = 'emailMember' | 'idMember' | 'groupReference';

const schema = createRequire(import.meta.url)('kinde-sync/schemas/config.schema.json') as AnySchemaObject & {
  readonly definitions: Readonly<Record<string, AnySchemaObject>>;
};
// Members are checked one by one against the form that was meant: as a choice of forms, one mistake has many errors.
const anyMember = { definitions: { ...schema.definitions, member: {}, groupMember: {} } };
// That the schemas are some is tested; to find it out at every start would take longer than to compile them.
const trusted = { meta: false, validateSchema: false };
const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, strict: true, ...trusted });
// For editors only.
ajv.addVocabulary(['defaultSnippets']);
const attested = createRequire(import.meta.url)('kinde-sync/schemas/attested.schema.json') as AnySchemaObject;
const checkFile = ajv
  .addSchema(attested, 'attested')
  .addSchema(schema, 'config')
  .compile({ ...schema, ...anyMember });

/** Returns everything that the schema finds wrong with a whole file, its members left out. */
export function checkConfig(value: unknown): readonly ShapeError[] {
  return checkFile(value) ? [] : asShapeErrors(checkFile.errors);
}

/** Returns everything that the schema of attestations finds wrong with a whole file. */
export function checkAttested(value: unknown): readonly ShapeError[] {
  return checkAgainst('attested', value);
}

/** Returns everything that is wrong with a value as that form of member. */
export function checkMember(form: MemberForm, value: unknown): readonly ShapeError[] {
  return checkAgainst(`config#/definitions/${form}`, value);
}

/** Compiled when it is first asked for: most runs need few of them. */
function checkAgainst(name: string, value: unknown): readonly ShapeError[] {
  const check = ajv.getSchema(name);
  return check === undefined || check(value) === true ? [] : asShapeErrors(check.errors);
}

function asShapeErrors(errors: ValidateFunction['errors']): readonly ShapeError[] {
  return (errors ?? []) as readonly ShapeError[];
}
