// The fingerprint of a plan: two plans that would do the same to the same environment have the same one, and a file
// that was damaged or edited does not have its own.
import { createHash } from 'node:crypto';
import type { Plan } from '../model/plan.js';

/**
 * Returns the SHA-256, in hexadecimal, of what decides what applying does: not of warnings, reads or requests, nor
 * of the commits and causes that changes are told with, nor of what only a person can do, which comes and goes with
 * time.
 */
export function fingerprintPlan(plan: Omit<Plan, 'fingerprint'>): string {
  const { formatVersion, environment, changes, refusals, approvedRemovals, exactDefaultOrganization } = plan;
  const deeds = changes
    .filter(({ action }) => action !== 'manual')
    .map((change) => ({
      ...change,
      cause: undefined,
      commit: undefined,
      source: undefined,
    }));
  const essence = { formatVersion, environment, deeds, refusals, approvedRemovals, exactDefaultOrganization };
  return createHash('sha256')
    .update(JSON.stringify(essence, sortedKeysOf(essence)))
    .digest('hex');
}

/** The order of keys in a file is nobody's business. A list of all keys also is the order in which they are written. */
function sortedKeysOf(essence: object): string[] {
  const keys = new Set<string>();
  gatherKeys(essence, keys);
  return [...keys].sort();
}

function gatherKeys(value: object, keys: Set<string>): void {
  if (!Array.isArray(value)) for (const key of Object.keys(value)) keys.add(key);
  const inners: readonly unknown[] = Object.values(value);
  for (const inner of inners) {
    if (typeof inner === 'object' && inner !== null) gatherKeys(inner, keys);
  }
}
