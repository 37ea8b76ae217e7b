// The fingerprint of a plan. Two plans that do the same to the same environment have the same fingerprint. In a damaged or
// edited file, the fingerprint no longer matches.
import { createHash } from 'node:crypto';
import { compareText } from '../model/text/compare-text.js';
import type { Change, FieldChange } from '../model/change.js';
import type { Plan } from '../model/plan.js';

/**
 * Returns the SHA-256 in hexadecimal of everything that decides what apply does. Warnings, reads, requests, days, and the source,
 * commit, cause and terms of a change are left out. Manual changes are left out, too, because they come and go with time.
 */
export function fingerprintPlan(plan: Omit<Plan, 'fingerprint'>): string {
  const { formatVersion, environment, changes, refusals, approvedRemovals } = plan;
  const { exactDefaultOrganization, readBeforeRemovals, endSessions } = plan;
  const deeds = changes.filter(({ action }) => action !== 'manual').map(toDeed);
  const essence = {
    formatVersion,
    environment,
    deeds,
    refusals: refusals.map(({ reason, ...refusal }) => refusal),
    approvedRemovals,
    exactDefaultOrganization,
    readBeforeRemovals,
    endSessions,
  };
  // A plan file may hold its keys in any order. `JSON.stringify` writes them in the order of this list.
  const keys = [...gatherKeys(essence, new Set())].sort(compareText);
  return createHash('sha256').update(JSON.stringify(essence, keys)).digest('hex');
}

/** The keys of a change that only tell a reader whom it concerns and why it is made. */
const told: ReadonlySet<string> = new Set([
  ...['cause', 'commit', 'source', 'until', 'reason', 'fullName'],
  ...['baseSource', 'baseCommit', 'staysIn'],
]);

function toDeed(change: Change): object {
  const deed = Object.fromEntries(Object.entries(change).filter(([key]) => !told.has(key)));
  return 'fields' in change ? { ...deed, fields: change.fields.map(dropSource) } : deed;
}

/** The place of a field is for readers only. */
function dropSource({ source, ...field }: FieldChange): FieldChange {
  return field;
}

// Most values are strings. They hold no keys, so they are skipped without a call.
function gatherKeys(holder: object, keys: Set<string>): Set<string> {
  const isList = Array.isArray(holder);
  for (const [key, value] of Object.entries(holder)) {
    if (!isList) keys.add(key);
    if (typeof value === 'object' && value !== null) gatherKeys(value as object, keys);
  }
  return keys;
}
