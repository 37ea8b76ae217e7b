// How a person's name is put together from Kinde's fields. For people to read, never compared.
import { readTextOrNull, type JsonObject } from '../http/read-json.js';

/** Returns `full_name`, else first and last name, else the empty string. */
export function readFullName(row: JsonObject): string {
  const parts = [readTextOrNull(row, 'first_name'), readTextOrNull(row, 'last_name')];
  return readTextOrNull(row, 'full_name') ?? parts.filter((part) => part !== null).join(' ');
}
