// Puts into the contract what the SDK does not tell, and what Kinde is known to do otherwise (known-otherwise.json).

/** Returns the operation as the list of exceptions wants it. */
export function correctOperation(id, operation, { supplements, corrections }) {
  const own = supplements.filter(({ operations }) => operations.includes(id));
  const supplemented = own.reduce((before, { set }) => merge(before, set), operation);
  return corrections.reduce((before, correction) => correct(id, before, correction), supplemented);
}

function merge(before, set) {
  const parts = Object.entries(set).map(([name, value]) => [
    name,
    isMap(value) ? merge(before[name] ?? {}, value) : value,
  ]);
  return { ...before, ...Object.fromEntries(parts) };
}

function isMap(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function correct(id, operation, { operations, part, field, set }) {
  if (operations?.includes(id) === false || operation[part] === undefined) return operation;
  return { ...operation, [part]: correctSchema(operation[part], field, set) };
}

/** Corrects each field of this name in the schema, however deep; takes it out where `set` is null. */
function correctSchema(schema, field, set) {
  const { properties, items, additionalProperties } = schema;
  const kept = Object.entries(properties ?? {}).filter(([name]) => name !== field || set !== null);
  const fields = kept.map(([name, own]) => [
    name,
    name === field ? { ...own, ...set } : correctSchema(own, field, set),
  ]);
  return {
    ...schema,
    ...(properties ? { properties: Object.fromEntries(fields) } : {}),
    ...(items ? { items: correctSchema(items, field, set) } : {}),
    ...(additionalProperties
      ? { additionalProperties: correctSchema(additionalProperties, field, set) }
      : {}),
  };
}
