// The few JSON Schema forms that the contract is written in. Every object is closed: what a document of Kinde's
// does not name is refused.

export interface Schema {
  readonly type: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  readonly nullable?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly format?: 'date-time';
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
}

export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };

export function nullable(schema: Schema): Schema {
  // ajv takes the list of an enum literally: null must be in it to be allowed.
  return schema.enum
    ? { ...schema, nullable: true, enum: [...schema.enum, null] }
    : { ...schema, nullable: true };
}

export function oneOf(...values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function record(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function fields(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}
