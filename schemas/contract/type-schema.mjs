// Turns the types of Kinde's SDK into JSON Schema, read from the syntax of its declarations. Objects are closed: a field
// that a type does not name is refused.
import ts from 'typescript';

const { SyntaxKind } = ts;
const plain = new Map([
  [SyntaxKind.StringKeyword, { type: 'string' }],
  // The API has whole numbers only.
  [SyntaxKind.NumberKeyword, { type: 'integer' }],
  [SyntaxKind.BooleanKeyword, { type: 'boolean' }],
  [SyntaxKind.UnknownKeyword, {}],
]);

/** Returns the schema of a type node; `aliases` are the declared types by name. */
export function schemaOfType(node, aliases) {
  const found = plain.get(node.kind);
  if (found !== undefined) return { ...found };
  if (ts.isParenthesizedTypeNode(node)) return schemaOfType(node.type, aliases);
  if (ts.isLiteralTypeNode(node)) return { type: 'string', enum: [node.literal.text] };
  if (ts.isUnionTypeNode(node)) return schemaOfUnion(node.types, aliases);
  if (ts.isIntersectionTypeNode(node))
    return joinObjects(node.types.map((type) => schemaOfType(type, aliases)));
  if (ts.isTypeLiteralNode(node)) return schemaOfFields(node.members, aliases);
  if (ts.isTypeReferenceNode(node)) return schemaOfReference(node, aliases);
  throw new Error(`The type ${node.getText()} has no schema here.`);
}

function schemaOfUnion(types, aliases) {
  const others = types.filter((type) => type.literal?.kind !== SyntaxKind.NullKeyword);
  const schemas = others.map((type) => schemaOfType(type, aliases));
  const values = schemas.flatMap((schema) => schema.enum ?? []);
  if (schemas.length > 1 && values.length < schemas.length) throw new Error('A union has unlike members.');
  const schema = values.length > 0 ? { type: 'string', enum: values } : schemas[0];
  return others.length < types.length ? orNull(schema) : schema;
}

/** Returns a schema that admits null as well; ajv takes the list of an enum literally. */
export function orNull(schema) {
  return { ...schema, nullable: true, ...(schema.enum ? { enum: [...schema.enum, null] } : {}) };
}

function joinObjects(schemas) {
  return closedObject(
    schemas.flatMap(({ properties }) => Object.entries(properties)),
    schemas.flatMap(({ required = [] }) => required),
  );
}

function schemaOfFields(members, aliases) {
  const index = members.find(ts.isIndexSignatureDeclaration);
  if (index !== undefined) return { type: 'object', additionalProperties: schemaOfType(index.type, aliases) };
  return closedObject(
    members.map(({ name, type }) => [name.text, schemaOfType(type, aliases)]),
    members.filter(({ questionToken }) => questionToken === undefined).map(({ name }) => name.text),
  );
}

/** Returns the schema of an object that has these fields and no other. */
export function closedObject(fields, required = []) {
  const named = required.length > 0 ? { required } : {};
  return { type: 'object', properties: Object.fromEntries(fields), ...named, additionalProperties: false };
}

function schemaOfReference(node, aliases) {
  if (node.typeName.text === 'Array')
    return { type: 'array', items: schemaOfType(node.typeArguments[0], aliases) };
  return schemaOfType(aliases.get(node.typeName.text), aliases);
}
