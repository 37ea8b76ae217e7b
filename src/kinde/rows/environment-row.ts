// Kinde's answers about the environment become the model's values: its code, its passkey policy and its flags.
import type { PasskeyPolicy } from '../../model/desired.js';
import type { LiveEnvironment } from '../../model/live.js';
import type { KeyedValue, LiveValue } from '../../model/values.js';
import {
  BadShapeError,
  isObject,
  readObject,
  readText,
  readTextOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the environment in the answer of `getEnvironment`. */
export function readEnvironment(answer: unknown): LiveEnvironment {
  const row = readObject(readObject(answer, 'the answer')['environment'], 'environment');
  return { code: readText(row, 'code'), name: readTextOrNull(row, 'name') ?? '' };
}

/** Returns the policy in the answer of `getPasskey`. */
export function readPasskeyPolicy(answer: unknown): PasskeyPolicy {
  const policy = readText(readObject(answer, 'the answer'), 'policy');
  if (policy !== 'off' && policy !== 'optional' && policy !== 'mandatory') {
    throw new BadShapeError('policy is none that is known');
  }
  return policy;
}

/**
 * Returns the flags of a page of `getEnvironementFeatureFlags` or `getOrganizationFeatureFlags`, which is an object by
 * key and not a list. An unreadable flag has the type `unknown`: it stops only the changes that name it.
 */
export function readFeatureFlags(page: JsonObject): readonly LiveValue[] {
  const flags = readObject(page['feature_flags'], 'feature_flags');
  return Object.entries(flags).map(([key, flag]) => readFeatureFlag(key, flag));
}

function readFeatureFlag(key: string, row: unknown): LiveValue {
  const { type, value } = isObject(row) ? row : {};
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
