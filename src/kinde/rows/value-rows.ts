// Kinde's answers with values by key become the model's values: feature flags, and settings of one value.
import type { ValuesForm } from '../../model/operations/value-operations.js';
import type { KeyedValue, LiveValue } from '../../model/values.js';
import {
  BadShapeError,
  isObject,
  readList,
  readObject,
  readText,
  type JsonObject,
} from '../http/read-json.js';

/**
 * Returns the values of an answer. A value that can't be read has the type `unknown`: it stops only the changes that name
 * it. Throws `BadShapeError` for an answer of another form.
 */
export function readValueRows(page: JsonObject, form: ValuesForm): readonly LiveValue[] {
  switch (form.as) {
    case 'map':
      return Object.entries(readObject(page[form.field], form.field)).map(([key, row]) =>
        readTyped(key, isObject(row) ? row : {}),
      );
    case 'list':
      return readList(page, form.field).map((one) => {
        const row = readObject(one, form.field);
        const value = readUntyped(readText(row, 'key'), row['value'] ?? null);
        // A row that does not tell counts as private.
        return form.privacy === undefined || row[form.privacy] === false
          ? value
          : { ...value, isPrivate: true };
      });
    case 'single': {
      const value = readText(page, form.field);
      if (!form.oneOf.includes(value)) throw new BadShapeError(`${form.field} is none that is known`);
      return [{ key: '', type: 'str', value }];
    }
  }
}

function readTyped(key: string, { type, value }: JsonObject): LiveValue {
  const isKnown = type === 'str' || type === 'int' || type === 'bool';
  // Kinde documents the value as text. A number or a boolean is accepted, since it has one spelling only.
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isKnown || !isText) return { key, type: 'unknown', value: null };
  return { key, type, value: toTyped(type, String(value)) };
}

/** Kinde gives every value as text. A text that is no value of the flag's type stays a text. */
function toTyped(type: 'str' | 'int' | 'bool', text: string): KeyedValue {
  if (type === 'bool' && (text === 'true' || text === 'false')) return text === 'true';
  return type === 'int' && /^-?\d{1,15}$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}

/** A row without a type holds text. A value that is not set is null. Kinde may keep it as an empty text, which is the same. */
function readUntyped(key: string, value: unknown): LiveValue {
  if (value === '') return { key, type: 'str', value: null };
  return value === null || typeof value === 'string'
    ? { key, type: 'str', value }
    : { key, type: 'unknown', value: null };
}
