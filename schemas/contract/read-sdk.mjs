// Reads what Kinde's SDK says of the Management API: paths and parameters from its code, scopes and request bodies from its
// declarations, answers from the schemas that it exports.
import { readFileSync } from 'node:fs';
import * as sdk from '@kinde/management-api-js';
import ts from 'typescript';
import { closedObject, orNull, schemaOfType } from './type-schema.mjs';

const folder = new URL('../../node_modules/@kinde/management-api-js/dist/', import.meta.url);

function parse(file) {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
}

function collect(root, pick) {
  const found = [];
  const visit = (node) => {
    const picked = pick(node);
    if (picked !== undefined) found.push(picked);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** The fields of an object literal: name to node. */
function fieldsOf(literal) {
  return new Map(literal?.properties.map(({ name, initializer }) => [name.text, initializer]) ?? []);
}

/** A method of the SDK that makes one request: its name, and the object literal that describes the request. */
function pickRequest(node) {
  if (!ts.isMethodDeclaration(node)) return undefined;
  const [statement] = node.body?.statements ?? [];
  const [, request] = statement?.expression?.arguments ?? [];
  if (request === undefined || !ts.isObjectLiteralExpression(request)) return undefined;
  const fields = fieldsOf(request);
  return fields.has('method') && fields.has('url') ? [node.name.text, fields] : undefined;
}

function pickDeclaration(node) {
  if (!ts.isMethodDeclaration(node)) return undefined;
  const scope = /<code>([a-z_]+:[a-z_]+)<\/code>/.exec(node.getFullText())?.[1];
  return [node.name.text, { scope, input: node.parameters[0]?.type, output: node.type.typeArguments[0] }];
}

function pickAlias(node) {
  return ts.isTypeAliasDeclaration(node) ? [node.name.text, node.type] : undefined;
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
  const named = aliases.get(output.typeName.text);
  const schema = ts.isTypeReferenceNode(named) ? sdk[`$${named.typeName.text}`] : undefined;
  return schema === undefined ? schemaOfType(named, aliases) : cleanSchema(schema);
}

function queryOf(request, input) {
  const query = fieldsOf(request.get('query'));
  const properties = input?.properties ?? {};
  const entries = [...query].map(([name, value]) => [name, properties[value.name.text], value.name.text]);
  const required = entries.filter(([, , field]) => input.required?.includes(field)).map(([name]) => name);
  return {
    ...(entries.length > 0 ? { query: Object.fromEntries(entries) } : {}),
    ...(required.length > 0 ? { requiredQuery: required } : {}),
  };
}

/** Returns the SDK's operations by the name of their method, each as a route and a function that gives its schemas. */
export function readSdk() {
  const aliases = new Map(collect(parse('api/types.gen.d.ts'), pickAlias));
  const declarations = new Map(collect(parse('api/sdk.gen.d.ts'), pickDeclaration));
  const requests = collect(parse('kinde-management-api-js.mjs'), pickRequest);
  return new Map(
    requests.map(([name, request]) => {
      const { scope, input, output } = declarations.get(name);
      const route = { method: request.get('method').text, path: request.get('url').text };
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
