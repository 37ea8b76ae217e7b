// The committed contract is what Kinde's SDK says, and what its OpenAPI document says where that is there.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contract, type OperationId, operationIds } from '../../../src/sandbox/contract/contract.js';
import { otherOperations } from '../../../src/sandbox/contract/kinde-contract.gen.js';

type Json = Readonly<Record<string, unknown>>;
type Resolve = (reference: string) => Json;

const root = new URL('../../../', import.meta.url);

it('is what the SDK generates', async () => {
  const script = ['schemas/generate-contract.mjs', '--print'];
  const { stdout } = await promisify(execFile)(process.execPath, script, { cwd: root });
  const file = new URL('src/sandbox/contract/kinde-contract.gen.ts', root);
  expect(readFileSync(file, 'utf8') === stdout).toBe(true);
});

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

it('has closed every object of requests and answers', () => {
  const findOpen = (value: unknown, path: string): readonly string[] => {
    if (!isMap(value)) return [];
    const isOpen = value['type'] === 'object' && value['additionalProperties'] === undefined;
    const below = Object.entries(value).flatMap(([name, inner]) => findOpen(inner, `${path}/${name}`));
    return isOpen ? [path, ...below] : below;
  };
  expect(operationIds.flatMap((id) => findOpen(contract[id], id))).toEqual([]);
});

interface Correction {
  readonly operations?: readonly string[];
  readonly part: 'body' | 'response';
  readonly field: string;
  readonly set: Json | null;
}

const { corrections } = JSON.parse(
  readFileSync(new URL('schemas/contract/known-otherwise.json', root), 'utf8'),
) as { readonly corrections: readonly Correction[] };

function correctionOf(id: string, part: Correction['part'], field: string): Correction | undefined {
  return corrections.find(
    (row) => row.part === part && row.field === field && row.operations?.includes(id) !== false,
  );
}

/** Returns what a schema of Kinde's document says of names and types, corrected as the list of exceptions says. */
function shapeOf(schema: Json, resolve: Resolve, at: { id: string; part: Correction['part'] }): Json {
  if (typeof schema['$ref'] === 'string') return shapeOf(resolve(schema['$ref']), resolve, at);
  if (Array.isArray(schema['allOf'])) {
    const parts = schema['allOf'].map((part: unknown) => shapeOf(part as Json, resolve, at));
    return { ...parts[0], properties: Object.assign({}, ...parts.map((part) => part['properties'])) as Json };
  }
  const { type, nullable, items, properties, required, additionalProperties, format } = schema;
  const values = (schema['enum'] as readonly unknown[] | undefined)?.filter((value) => value !== null);
  const shapeOfField = ([name, field]: [string, unknown]): readonly (readonly [string, Json])[] => {
    const correction = correctionOf(at.id, at.part, name);
    if (correction?.set === null) return [];
    return [[name, { ...shapeOf(field as Json, resolve, at), ...correction?.set }]];
  };
  // The documents leave open what the SDK's types call unknown.
  const open =
    isMap(additionalProperties) && Object.keys(additionalProperties).length > 0
      ? additionalProperties
      : undefined;
  return {
    type,
    ...(nullable === true ? { nullable } : {}),
    // Where a date is a date matters in the query alone; answers are text.
    ...(format === 'date-time' && at.part === 'body' ? { format } : {}),
    ...(values ? { enum: values } : {}),
    ...(items ? { items: shapeOf(items as Json, resolve, at) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).flatMap(shapeOfField)) }
      : {}),
    ...(required && (required as readonly unknown[]).length > 0 ? { required } : {}),
    ...(open ? { values: shapeOf(open, resolve, at) } : {}),
  };
}

interface Described {
  readonly operationId: string;
  readonly description: string;
  readonly 'x-scope'?: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { required?: boolean; content: Readonly<Record<string, { schema: Json }>> };
  readonly responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: Json }>> }>>;
}

interface KindeDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const documentUrl = new URL('../shared/kinde/management-api.openapi.yaml', root);

describe.skipIf(!existsSync(documentUrl))('the contract and the OpenAPI document', () => {
  const kinde = parse(existsSync(documentUrl) ? readFileSync(documentUrl, 'utf8') : '{}') as KindeDocument;
  const resolve: Resolve = (reference) =>
    kinde.components.schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
  const described = (id: OperationId) => {
    const { path, method } = contract[id];
    const found = kinde.paths[path]?.[method.toLowerCase()];
    if (!found) throw new Error(`${method} ${path} is not in the document`);
    return found;
  };

  it('know the same operations', () => {
    const line = (method: string, path: string, id: string) => `${method} ${path} ${id}`;
    const theirs = Object.entries(kinde.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, row]) => row.operationId)
        .map(([method, row]) => line(method.toUpperCase(), path, row.operationId.toLowerCase())),
    );
    const ours = [
      ...operationIds.map((id) => line(contract[id].method, contract[id].path, id.toLowerCase())),
      ...otherOperations.map(({ id, method, path }) => line(method, path, id.toLowerCase())),
    ];
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it.each(operationIds)('agree on id, path, method and scope of %s', (id) => {
    const { operationId, description, 'x-scope': scope } = described(id);
    expect(operationId).toBe(id);
    expect(description).toContain(`<code>${contract[id].scope}</code>`);
    expect(scope ?? contract[id].scope).toBe(contract[id].scope);
  });

  it.each(operationIds)('agree on the parameters of %s', (id) => {
    const at = { id, part: 'body' } as const;
    const shapes = (rows: readonly (readonly [string, Json])[]) =>
      Object.fromEntries(rows.map(([name, schema]) => [name, shapeOf(schema, resolve, at)]));
    const query = (described(id).parameters ?? []).filter((parameter) => parameter.in === 'query');
    const ours = Object.entries(contract[id].query ?? {}) as unknown as readonly [string, Json][];
    expect(shapes(ours)).toEqual(shapes(query.map(({ name, schema }) => [name, schema])));
    const required = query.filter((parameter) => parameter.required).map(({ name }) => name);
    expect(contract[id].requiredQuery ?? []).toEqual(required);
    const pathNames = [...contract[id].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const theirNames = (described(id).parameters ?? [])
      .filter(({ in: place }) => place === 'path')
      .map(({ name }) => name);
    expect(pathNames.sort()).toEqual(theirNames.sort());
  });

  it.each(operationIds)('agree on the request body of %s', (id) => {
    const { requestBody } = described(id);
    const { body, isBodyRequired = false } = contract[id];
    const schema = requestBody?.content['application/json']?.schema;
    expect(body === undefined).toBe(schema === undefined);
    if (!body || !requestBody || !schema) return;
    const at = { id, part: 'body' } as const;
    expect(isBodyRequired).toBe(requestBody.required ?? false);
    expect(shapeOf(body as unknown as Json, resolve, at)).toEqual(shapeOf(schema, resolve, at));
  });

  it.each(operationIds)('agree on the answer of %s', (id) => {
    const { content } = described(id).responses[String(contract[id].status)] ?? {};
    const at = { id, part: 'response' } as const;
    const ours = contract[id].response as unknown as Json;
    const theirs = content?.['application/json']?.schema;
    // Kinde's document gives one operation no answer, and the SDK calls it unknown.
    if (!theirs) expect([id, ours]).toEqual(['EnableOrgConnection', {}]);
    else expect(shapeOf(ours, resolve, at)).toEqual(shapeOf(theirs, resolve, at));
  });
});
