// The contract check. The sandbox refuses an unknown query parameter with 400 `INVALID_REQUEST`: the request takes no
// effect, and `violations()` lists it. The same holds for a repeated or missing parameter, a wrong value or a wrong body.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Received } from '../serve/received.js';
import { contract, type OperationId } from './contract.js';
import type { Schema } from './operation.js';

/** Throws `ApiRefusal` (`INVALID_REQUEST`) for a request that breaks the contract; its message names every breach. */
export function requireContract({ operation, query, body, bodyProblems }: Received): void {
  const problems = [
    ...bodyProblems,
    ...checkQuery(operation, query),
    ...(bodyProblems.length > 0 ? [] : checkBody(operation, body)),
  ];
  if (problems.length === 0) return;
  throw new ApiRefusal('INVALID_REQUEST', problems.join('; '), { breaksContract: true });
}

function checkQuery(id: OperationId, query: URLSearchParams): readonly string[] {
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

function isAllowed(schema: Schema, value: string): boolean {
  if (value === '' && schema.nullable) return true;
  if (schema.enum) return schema.enum.includes(value);
  if (schema.type === 'integer') return /^-?\d+$/.test(value);
  if (schema.type === 'boolean') return value === 'true' || value === 'false';
  return schema.format !== 'date-time' || !Number.isNaN(Date.parse(value));
}

function checkBody(id: OperationId, body: unknown): readonly string[] {
  const { body: schema, isBodyRequired } = contract[id];
  if (body === undefined) return isBodyRequired ? ['the body is missing'] : [];
  return schema ? findBreaches(schema, body) : ['a body was sent where none is known'];
}

/** Returns the breaches of the contract in the sandbox's own answer of success; empty if there is none. */
export function checkAnswer(id: OperationId, answer: unknown): readonly string[] {
  return findBreaches(contract[id].response, answer);
}

function findBreaches(schema: Schema, json: unknown): readonly string[] {
  const validate = validatorOf(schema);
  return validate(json) ? [] : (validate.errors ?? []).map(describeBreach);
}

function describeBreach(error: ErrorObject): string {
  const where = error.instancePath || 'the top';
  const field: unknown = error.params['additionalProperty'];
  return typeof field === 'string'
    ? `${where}: unknown field ${field}`
    : `${where}: ${error.message ?? error.keyword}`;
}

let ajv: Ajv | undefined;
const compiled = new Map<Schema, ValidateFunction>();

/** Compiles a schema on first use, so that an unused operation costs nothing at start-up. */
function validatorOf(schema: Schema): ValidateFunction {
  // Endpoints check dates where they read them; the formats package would only add start-up time.
  ajv ??= new Ajv({ allErrors: true, formats: { 'date-time': true }, allowUnionTypes: true });
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}
