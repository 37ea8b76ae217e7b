// Splits a change of several fields into several changes, because each field can change, be done or be undone by itself.
import type { Change, UpdateEntity, UpdateOrganization } from '../model/change.js';

/** Returns one change for each field of an update, and a change without several fields alone. */
export function splitFields(change: Change): readonly Change[] {
  if (!hasManyFields(change)) return [change];
  return change.fields.map((field) => ({ ...change, fields: [field] }));
}

/** Returns whether the change has several fields. */
export function hasManyFields(change: Change): change is UpdateOrganization | UpdateEntity {
  return change.action === 'update' && change.fields.length > 1;
}
