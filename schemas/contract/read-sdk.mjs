// Reads what Kinde's SDK says of the Management API: paths and parameters from its code, scopes and request bodies from its
// declarations, answers from the schemas that it exports.
import { readFileSync } from 'node:fs';
import * as sdk from '@kinde/management-api-js';
import { parseAst } from 'rolldown/parseAst';
import { closedObject, keyOf, orNull, schemaOfType } from './type-schema.mjs';

const folder = new URL('../../node_modules/@kinde/management-api-js/dist/', import.meta.url);

/** Returns what `pick` finds in the syntax of a file of the SDK; `pick` gets each node and the text. */
function collect(file, pick) {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    const picked = pick(node, text);
    if (picked !== undefined) found.push(picked);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(text, { lang: file.endsWith('.d.ts') ? 'dts' : 'js' }));
  return found;
}

/** The fields of an object literal: name to node. */
function fieldsOf(literal) {
  return new Map(literal?.properties.map((field) => [keyOf(field), field.value]) ?? []);
}

/** A method of the SDK that makes one request: its name, and the object literal that describes the request. */
function pickRequest(node) {
  if (node.type !== 'MethodDefinition') return undefined;
  const [statement] = node.value.body?.body ?? [];
  const [, request] = statement?.argument?.arguments ?? [];
  if (request?.type !== 'ObjectExpression') return undefined;
  const fields = fieldsOf(request);
  return fields.has('method') && fields.has('url') ? [keyOf(node), fields] : undefined;
}

/** A declared method: its name, the scope that the comment before it names, and its types. */
function pickDeclaration(node, text) {
  if (node.type !== 'MethodDefinition') return undefined;
  const comment = text.slice(text.lastIndexOf('/**', node.start), node.start);
  const scope = /<code>([a-z_]+:[a-z_]+)<\/code>/.exec(comment)?.[1];
  const { params, returnType } = node.value;
  const output = returnType?.typeAnnotation.typeArguments?.params[0];
  return [keyOf(node), { scope, input: params[0]?.typeAnnotation?.typeAnnotation, output }];
}

function pickAlias(node) {
  return node.type === 'TSTypeAliasDeclaration' ? [node.id.name, node.typeAnnotation] : undefined;
}

/** Returns a schema that the SDK exports without prose, closed, and with its references put in place. */
function cleanSchema(schema) {
  if (schema.$ref !== undefined) return cleanSchema(sdk[`$${schema.$ref.split('/').at(-1)}`]);
  const { type, nullable, format, items, properties, required, additionalProperties } = schema;
  const own = properties && Object.entries(properties).map(([name, field]) => [name, cleanSchema(field)]);
  const values = schema.enum?.filter((value) => value !== null);
  const clean = {
    type,
    ...(format === 'date-time' ? { format } : {}),
    ...(values ? { enum: values } : {}),
    ...(items ? { items: cleanSchema(items) } : {}),
    ...(own ? closedObject(own, required) : {}),
    ...(additionalProperties ? { additionalProperties: cleanSchema(additionalProperties) } : {}),
  };
  return nullable === true ? orNull(clean) : clean;
}

function answerSchema(output, aliases) {
  const named = aliases.get(output.typeName.name);
  const schema = named.type === 'TSTypeReference' ? sdk[`$${named.typeName.name}`] : undefined;
  return schema === undefined ? schemaOfType(named, aliases) : cleanSchema(schema);
}

function queryOf(request, input) {
  const query = fieldsOf(request.get('query'));
  const properties = input?.properties ?? {};
  const entries = [...query].map(([name, value]) => [
    name,
    properties[keyOf({ key: value.property })],
    keyOf({ key: value.property }),
  ]);
  const required = entries.filter(([, , field]) => input.required?.includes(field)).map(([name]) => name);
  return {
    ...(entries.length > 0 ? { query: Object.fromEntries(entries) } : {}),
    ...(required.length > 0 ? { requiredQuery: required } : {}),
  };
}

/** Returns the SDK's operations by the name of their method, each as a route and a function that gives its schemas. */
export function readSdk() {
  const aliases = new Map(collect('api/types.gen.d.ts', pickAlias));
  const declarations = new Map(collect('api/sdk.gen.d.ts', pickDeclaration));
  const requests = collect('kinde-management-api-js.mjs', pickRequest);
  return new Map(
    requests.map(([name, request]) => {
      const { scope, input, output } = declarations.get(name);
      const route = { method: request.get('method').value, path: request.get('url').value };
      const readSchemas = () => {
        const data = input && schemaOfType(input, aliases);
        const body = data?.properties.requestBody;
        return {
          ...route,
          scope,
          ...queryOf(request, data),
          ...(body ? { body } : {}),
          ...(data?.required?.includes('requestBody') ? { isBodyRequired: true } : {}),
          status: 200,
          response: answerSchema(output, aliases),
        };
      };
      return [name, { ...route, readSchemas }];
    }),
  );
}
