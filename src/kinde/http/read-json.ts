// Foreign JSON is checked field by field. No type that Kinde's document promises is trusted.

/** A JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An answer of the wrong form; `message` names the field. It never leaves `kinde/`. */
export class BadShapeError extends Error {}

/** Returns the value of a JSON text. Throws `BadShapeError`, which does not repeat the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadShapeError(
      text.trimStart().startsWith('<') ? 'the answer is a web page' : 'the answer is not JSON',
    );
  }
}

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a value that must be an object. Throws `BadShapeError`, in which `what` names the value. */
export function readObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new BadShapeError(`${what} is not an object`);
  return value;
}

/** Returns a field that must be text with at least one character; throws `BadShapeError`. */
export function readText(row: JsonObject, field: string): string {
  const value = row[field];
  if (typeof value !== 'string' || value === '') throw new BadShapeError(`${field} is not a text`);
  return value;
}

/** Returns a text field, or null if it is absent, null or empty; throws `BadShapeError`. */
export function readTextOrNull(row: JsonObject, field: string): string | null {
  const value = row[field] ?? '';
  if (typeof value !== 'string') throw new BadShapeError(`${field} is not a text`);
  return value === '' ? null : value;
}

/** Returns a boolean field, or null if it is absent or null; throws `BadShapeError`. */
export function readBooleanOrNull(row: JsonObject, field: string): boolean | null {
  const value = row[field] ?? null;
  if (value !== null && typeof value !== 'boolean') throw new BadShapeError(`${field} is not true or false`);
  return value;
}

/** Returns a number field, or null if it is absent or null; throws `BadShapeError`. */
export function readNumberOrNull(row: JsonObject, field: string): number | null {
  const value = row[field] ?? null;
  if (value !== null && typeof value !== 'number') throw new BadShapeError(`${field} is not a number`);
  return value;
}

/** Returns a field that must be a list; throws `BadShapeError`. */
export function readList(row: JsonObject, field: string): readonly unknown[] {
  const value = row[field];
  if (!Array.isArray(value)) throw new BadShapeError(`${field} is not a list`);
  return value;
}

/** Returns a list of texts, or null if the field is absent or null; throws `BadShapeError`. */
export function readTextsOrNull(row: JsonObject, field: string): readonly string[] | null {
  if (row[field] === undefined || row[field] === null) return null;
  return readList(row, field).map((entry) => {
    if (typeof entry !== 'string') throw new BadShapeError(`${field} holds something other than texts`);
    return entry;
  });
}
