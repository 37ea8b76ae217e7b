// The fingerprint of a plan: two plans that would do the same to the same environment have the same one, and a file
// that was damaged or edited does not have its own.
import { createHash } from 'node:crypto';
import { compareText } from '../model/compare-text.js';
import type { Change } from '../model/change.js';
import type { Plan } from '../model/plan.js';

/**
 * Returns the SHA-256, in hexadecimal, of what decides what applying does: not of warnings, reads or requests, nor
 * of the commits and causes that changes are told with, nor of what only a person can do, which comes and goes with
 * time.
 */
export function fingerprintPlan(plan: Omit<Plan, 'fingerprint'>): string {
  const { formatVersion, environment, changes, refusals, approvedRemovals } = plan;
  const { exactDefaultOrganization, readBeforeRemovals } = plan;
  const deeds = changes.filter(({ action }) => action !== 'manual').map(toDeed);
  const essence = {
    formatVersion,
    environment,
    deeds,
    refusals,
    approvedRemovals,
    exactDefaultOrganization,
    readBeforeRemovals,
  };
  // The order of keys in a file is nobody's business: a list of them makes them be written in its order.
  const keys = [...gatherKeys(essence, new Set())].sort(compareText);
  return createHash('sha256').update(JSON.stringify(essence, keys)).digest('hex');
}

function toDeed(change: Change): object {
  const { cause, commit, source, ...deed } = change;
  return deed;
}

// Most values are texts: they hold no key and are not worth a call.
function gatherKeys(holder: object, keys: Set<string>): Set<string> {
  const isList = Array.isArray(holder);
  for (const [key, value] of Object.entries(holder)) {
    if (!isList) keys.add(key);
    if (typeof value === 'object' && value !== null) gatherKeys(value as object, keys);
  }
  return keys;
}
