// Turns the types of Kinde's SDK into JSON Schema, read from the syntax of its declarations. Objects are closed: a field
// that a type does not name is refused.
const plain = new Map([
  ['TSStringKeyword', { type: 'string' }],
  // The API has whole numbers only.
  ['TSNumberKeyword', { type: 'integer' }],
  ['TSBooleanKeyword', { type: 'boolean' }],
  ['TSUnknownKeyword', {}],
]);

const composed = {
  TSParenthesizedType: ({ typeAnnotation }, aliases) => schemaOfType(typeAnnotation, aliases),
  TSLiteralType: ({ literal }) => ({ type: 'string', enum: [literal.value] }),
  TSUnionType: ({ types }, aliases) => schemaOfUnion(types, aliases),
  TSIntersectionType: ({ types }, aliases) => joinObjects(types.map((type) => schemaOfType(type, aliases))),
  TSTypeLiteral: ({ members }, aliases) => schemaOfFields(members, aliases),
  TSTypeReference: schemaOfReference,
};

/** Returns the schema of a type node; `aliases` are the declared types by name. */
export function schemaOfType(node, aliases) {
  const found = plain.get(node.type);
  if (found !== undefined) return { ...found };
  const compose = composed[node.type];
  if (compose === undefined) throw new Error(`A type of the syntax ${node.type} has no schema here.`);
  return compose(node, aliases);
}

function schemaOfUnion(types, aliases) {
  const others = types.filter(({ type }) => type !== 'TSNullKeyword');
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
  const typeOf = ({ typeAnnotation }) => schemaOfType(typeAnnotation.typeAnnotation, aliases);
  const index = members.find(({ type }) => type === 'TSIndexSignature');
  if (index !== undefined) return { type: 'object', additionalProperties: typeOf(index) };
  return closedObject(
    members.map((member) => [keyOf(member), typeOf(member)]),
    members.filter(({ optional }) => !optional).map(keyOf),
  );
}

/** Returns the name of a field or a method, with or without quotes. */
export function keyOf({ key }) {
  return key.name ?? key.value;
}

/** Returns the schema of an object that has these fields and no other. */
export function closedObject(fields, required = []) {
  const named = required.length > 0 ? { required } : {};
  return { type: 'object', properties: Object.fromEntries(fields), ...named, additionalProperties: false };
}

function schemaOfReference({ typeName, typeArguments }, aliases) {
  if (typeName.name === 'Array')
    return { type: 'array', items: schemaOfType(typeArguments.params[0], aliases) };
  return schemaOfType(aliases.get(typeName.name), aliases);
}
