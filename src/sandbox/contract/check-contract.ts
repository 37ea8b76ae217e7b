// Holds requests and answers against the contract. Says what is wrong and decides nothing.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { contract, type OperationId } from './contract.js';
import type { Schema } from './operation.js';

let ajv: Ajv | undefined;
const compiled = new Map<Schema, ValidateFunction>();

/** Compiles on first use: an operation nobody calls costs nothing at start-up. */
function validatorOf(schema: Schema): ValidateFunction {
  // Dates are checked by hand where they are read; the formats package would only add start-up time.
  ajv ??= new Ajv({ allErrors: true, formats: { 'date-time': true }, allowUnionTypes: true });
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

function describe(error: ErrorObject): string {
  const where = error.instancePath || 'the top';
  const field: unknown = error.params['additionalProperty'];
  return typeof field === 'string'
    ? `${where}: unknown field ${field}`
    : `${where}: ${error.message ?? error.keyword}`;
}

function problemsOf(schema: Schema, json: unknown): readonly string[] {
  const validate = validatorOf(schema);
  return validate(json) ? [] : (validate.errors ?? []).map(describe);
}

function isAllowed(schema: Schema, value: string): boolean {
  if (value === '' && schema.nullable) return true;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.type === 'integer') return /^-?\d+$/.test(value);
  if (schema.type === 'boolean') return value === 'true' || value === 'false';
  return schema.format !== 'date-time' || !Number.isNaN(Date.parse(value));
}

/** Returns what is wrong with the query parameters; empty if nothing is. */
export function checkQuery(id: OperationId, query: URLSearchParams): readonly string[] {
  const { query: known = {}, requiredQuery = [] } = contract[id];
  const names = [...query.keys()];
  const problems = names.flatMap((name) => {
    const schema = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!schema) return [`unknown query parameter ${name}`];
    if (names.indexOf(name) !== names.lastIndexOf(name)) return [`query parameter ${name} is repeated`];
    return isAllowed(schema, query.get(name) ?? '') ? [] : [`query parameter ${name} has a wrong value`];
  });
  const missing = requiredQuery.filter((name) => !query.has(name));
  return [...problems, ...missing.map((name) => `query parameter ${name} is missing`)];
}

/** Returns what is wrong with a parsed JSON body (`undefined`: none was sent); empty if nothing is. */
export function checkBody(id: OperationId, body: unknown): readonly string[] {
  const { body: schema, isBodyRequired } = contract[id];
  if (body === undefined) return isBodyRequired ? ['the body is missing'] : [];
  return schema ? problemsOf(schema, body) : ['a body was sent where none is known'];
}

/** Returns what is wrong with the sandbox's own answer of success; empty if nothing is. */
export function checkAnswer(id: OperationId, answer: unknown): readonly string[] {
  return problemsOf(contract[id].response, answer);
}
