// A change of several fields as several changes: each field can move, be done or be taken back by itself.
import type { Change, UpdateOrganization } from '../model/change.js';

/** Returns one change for each field of an organization's update; any other change alone. */
export function splitFields(change: Change): readonly Change[] {
  if (!hasManyFields(change)) return [change];
  return change.fields.map((field) => ({ ...change, fields: [field] }));
}

/** Returns whether the change may hold several fields. */
export function hasManyFields(change: Change): change is UpdateOrganization {
  return change.action === 'update' && change.fields.length > 1;
}
