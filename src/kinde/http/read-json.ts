// Checks of foreign JSON, field by field. Nothing here trusts a type that Kinde's document promises.

/** A JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An answer that does not have the form it should have; `message` says which field. Never leaves `kinde/`. */
export class BadShapeError extends Error {}

/** Returns the value of a JSON text; throws `BadShapeError` if it is none, without repeating the text. */
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

/** Returns a value as an object; `what` names it in the `BadShapeError`. */
export function readObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new BadShapeError(`${what} is not an object`);
  return value;
}

/** Returns a field that must be text with at least one character. */
export function readText(row: JsonObject, field: string): string {
  const value = row[field];
  if (typeof value !== 'string' || value === '') throw new BadShapeError(`${field} is not a text`);
  return value;
}

/** Returns a field that is text, or null where it is absent, null or empty. */
export function readTextOrNull(row: JsonObject, field: string): string | null {
  const value = row[field] ?? '';
  if (typeof value !== 'string') throw new BadShapeError(`${field} is not a text`);
  return value === '' ? null : value;
}

/** Returns a field that is true or false, or null where it is absent or null. */
export function readBooleanOrNull(row: JsonObject, field: string): boolean | null {
  const value = row[field] ?? null;
  if (value !== null && typeof value !== 'boolean') throw new BadShapeError(`${field} is not true or false`);
  return value;
}

/** Returns a field that is a number, or null where it is absent or null. */
export function readNumberOrNull(row: JsonObject, field: string): number | null {
  const value = row[field] ?? null;
  if (value !== null && typeof value !== 'number') throw new BadShapeError(`${field} is not a number`);
  return value;
}

/** Returns a field that must be a list. */
export function readList(row: JsonObject, field: string): readonly unknown[] {
  const value = row[field];
  if (!Array.isArray(value)) throw new BadShapeError(`${field} is not a list`);
  return value;
}

/** Returns a field that is a list of texts, or null where it is absent or null. */
export function readTextsOrNull(row: JsonObject, field: string): readonly string[] | null {
  if (row[field] === undefined || row[field] === null) return null;
  return readList(row, field).map((entry) => {
    if (typeof entry !== 'string') throw new BadShapeError(`${field} holds something other than texts`);
    return entry;
  });
}
