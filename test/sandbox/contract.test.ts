// Compares our contract with Kinde's own: the schemas in their SDK, and their OpenAPI document where it is there.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contract, type OperationId, operationIds } from '../../src/sandbox/contract/contract.js';

type Json = Readonly<Record<string, unknown>>;
type Resolve = (reference: string) => Json;

const sdkSchemas: Readonly<Partial<Record<OperationId, string>>> = {
  getEnvironment: '$get_environment_response',
  GetEnvironementFeatureFlags: '$get_environment_feature_flags_response',
  UpdateEnvironementFeatureFlagOverride: '$success_response',
  getOrganizations: '$get_organizations_response',
  getOrganization: '$get_organization_response',
  createOrganization: '$create_organization_response',
  updateOrganization: '$success_response',
  GetOrganizationUsers: '$get_organization_users_response',
  AddOrganizationUsers: '$add_organization_users_response',
  UpdateOrganizationUsers: '$update_organization_users_response',
  GetOrganizationUserRoles: '$get_organizations_user_roles_response',
  CreateOrganizationUserRole: '$success_response',
  DeleteOrganizationUserRole: '$success_response',
  getUsers: '$users_response',
  getUserData: '$user',
  createUser: '$create_user_response',
  GetUserIdentities: '$get_identities_response',
  CreateUserIdentity: '$create_identity_response',
  GetRoles: '$get_roles_response',
  GetRoleUsers: '$get_role_users_response',
};

function shapeOfFields(properties: Json, resolve: Resolve): Json {
  const shapes = Object.entries(properties).map(([name, field]) => {
    const shape = shapeOf(field as Json, resolve);
    // Kinde's documents call next_token text; its client authors have seen null, and so does the sandbox.
    return [name, name === 'next_token' ? { type: shape['type'] } : shape];
  });
  return Object.fromEntries(shapes) as Json;
}

/** Returns what a schema says of names and types, without descriptions, examples and strictness. */
function shapeOf(schema: Json, resolve: Resolve): Json {
  if (typeof schema['$ref'] === 'string') return shapeOf(resolve(schema['$ref']), resolve);
  const allOf = schema['allOf'] as readonly Json[] | undefined;
  if (allOf) {
    const parts = allOf.map((part) => shapeOf(part, resolve));
    const fields = parts.map((part) => part['properties'] as Json);
    return { type: 'object', properties: Object.assign({}, ...fields) as Json };
  }
  const { type, nullable, format, items, properties, additionalProperties } = schema;
  const values = (schema['enum'] as readonly unknown[] | undefined)?.filter((value) => value !== null);
  return {
    type,
    ...(nullable === true ? { nullable } : {}),
    ...(format === 'date-time' ? { format } : {}),
    ...(values ? { enum: values } : {}),
    ...(items ? { items: shapeOf(items as Json, resolve) } : {}),
    ...(properties ? { properties: shapeOfFields(properties as Json, resolve) } : {}),
    ...(additionalProperties ? { values: shapeOf(additionalProperties as Json, resolve) } : {}),
  };
}

const own: Resolve = () => ({});
const responseShape = (id: OperationId) => shapeOf(contract[id].response as unknown as Json, own);

describe('the contract and the schemas of the SDK', async () => {
  const sdk = (await import('@kinde/management-api-js')) as unknown as Readonly<Record<string, Json>>;
  const resolve: Resolve = (reference) => sdk[`$${reference.slice(reference.lastIndexOf('/') + 1)}`] ?? {};

  it.each(Object.entries(sdkSchemas))('have the same answer for %s', (id, name) => {
    expect(sdk[name]).toBeDefined();
    expect(responseShape(id as OperationId)).toEqual(shapeOf(sdk[name] ?? {}, resolve));
  });
});

const documentUrl = new URL('../../../shared/kinde/management-api.openapi.yaml', import.meta.url);

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

/** The fields of Kinde's request bodies without the deprecated one that must never be sent. */
function withoutDeprecated(shape: Json): Json {
  const fields = { ...(shape['properties'] as Json) };
  delete (fields as Record<string, unknown>)['is_allow_registrations'];
  return { ...shape, properties: fields };
}

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

  it.each(operationIds)('agree on id, path, method and scope of %s', (id) => {
    const { operationId, description, 'x-scope': scope } = described(id);
    expect(operationId).toBe(id);
    expect(description).toContain(`<code>${contract[id].scope}</code>`);
    expect(scope ?? contract[id].scope).toBe(contract[id].scope);
  });

  it.each(operationIds)('agree on the parameters of %s', (id) => {
    const query = (described(id).parameters ?? []).filter((parameter) => parameter.in === 'query');
    const theirs = Object.fromEntries(query.map(({ name, schema }) => [name, shapeOf(schema, resolve)]));
    const ours = Object.entries(contract[id].query ?? {});
    expect(
      Object.fromEntries(ours.map(([name, schema]) => [name, shapeOf(schema as unknown as Json, own)])),
    ).toEqual(theirs);
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
    expect(isBodyRequired).toBe(requestBody.required ?? false);
    expect(shapeOf(body as unknown as Json, own)).toEqual(withoutDeprecated(shapeOf(schema, resolve)));
    expect(body.required).toEqual(schema['required'] ?? []);
  });

  it.each(operationIds)('agree on the answer of %s', (id) => {
    const { content } = described(id).responses[String(contract[id].status)] ?? {};
    expect(responseShape(id)).toEqual(shapeOf(content?.['application/json']?.schema ?? {}, resolve));
  });
});
