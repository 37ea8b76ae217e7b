// The chance of faults: which requests a fault hits, and which people a bulk write leaves out. Pure: the same seed, fault
// and call always give the same chance.
import type { Aim } from './fault-plan.js';

/** The index of a fault in its plan, and the number of the request among those that it could hit. */
export interface Call {
  readonly seed: number;
  readonly fault: number;
  readonly call: number;
}

/** Returns a number in [0, 1), always the same for the same call; `turn` gives further numbers. */
export function drawChance({ seed, fault, call }: Call, turn = 0): number {
  let state = 0x9e37_79b9;
  for (const part of [seed, fault, call, turn]) {
    state = Math.imul(state ^ part, 0x85eb_ca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
    state ^= state >>> 16;
  }
  return (state >>> 0) / 2 ** 32;
}

/** Returns whether the fault can hit requests for this operation. */
export function isAimedAt({ operations }: Pick<Aim, 'operations'>, operation: string): boolean {
  return operations?.includes(operation) ?? true;
}

/** Returns whether the fault hits this call. */
export function doesHit({ calls, probability }: Aim, call: Call): boolean {
  if (calls?.includes(call.call) === false) return false;
  return probability === undefined || drawChance(call) < probability;
}

/** Returns the user ids that a bulk write silently leaves out: about half of its people, one at least. */
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
