// Chooses the people whom a bulk write passes over silently. Pure: the same call always leaves out the same.
import { drawChance, type Call } from './decide-hit.js';

/** Returns the user ids of about half of the people in a bulk body, one at least. */
export function chooseLeftOut(body: unknown, call: Call): readonly string[] {
  const ids = readIds(body);
  const first = Math.floor(drawChance(call, 1) * ids.length);
  return ids.filter((_, index) => index === first || drawChance(call, 2 + index) < 0.5);
}

function readIds(body: unknown): readonly string[] {
  const users = readField(body, 'users');
  if (!Array.isArray(users)) return [];
  return users.map((user: unknown) => readField(user, 'id')).filter((id) => typeof id === 'string');
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
