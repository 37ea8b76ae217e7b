// The fingerprint of a plan: two plans that would do the same to the same environment have the same one, and a file
// that was damaged or edited does not have its own.
import { createHash } from 'node:crypto';
import { compareText } from '../model/compare-text.js';
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
    .update(JSON.stringify(sortKeys(essence)))
    .digest('hex');
}

/** The order of keys in a file is nobody's business. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  const entries = Object.entries(value).sort(([one], [other]) => compareText(one, other));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
