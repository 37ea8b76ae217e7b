// Kinde's answer about the environment becomes the model's.
import type { LiveEnvironment } from '../../model/live.js';
import { readObject, readText, readTextOrNull } from '../http/read-json.js';

/** Returns the environment in the answer of `getEnvironment`. */
export function readEnvironment(answer: unknown): LiveEnvironment {
  const row = readObject(readObject(answer, 'the answer')['environment'], 'environment');
  return { code: readText(row, 'code'), name: readTextOrNull(row, 'name') ?? '' };
}
