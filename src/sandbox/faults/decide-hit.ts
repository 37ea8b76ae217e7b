// Decides whether a fault hits a request. Pure: chance is a function of the seed, the fault and the call.
import type { Aim } from './fault-plan.js';

/** Which of the faults of a plan, and the how-manieth request that it could hit. */
export interface Call {
  readonly seed: number;
  readonly fault: number;
  readonly call: number;
}

/** Returns a number in [0, 1), always the same for the same call; `turn` gives further ones. */
export function drawChance({ seed, fault, call }: Call, turn = 0): number {
  let state = 0x9e37_79b9;
  for (const part of [seed, fault, call, turn]) {
    state = Math.imul(state ^ part, 0x85eb_ca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
    state ^= state >>> 16;
  }
  return (state >>> 0) / 2 ** 32;
}

/** Returns whether the fault could hit requests for this operation at all. */
export function isAimedAt({ operations }: Pick<Aim, 'operations'>, operation: string): boolean {
  return operations?.includes(operation) ?? true;
}

/** Returns whether it hits this call. */
export function doesHit({ calls, probability }: Aim, call: Call): boolean {
  if (calls?.includes(call.call) === false) return false;
  return probability === undefined || drawChance(call) < probability;
}
