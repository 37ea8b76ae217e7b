// A change of several fields as several changes: each field can move, be done or be taken back by itself.
import type { Change } from '../model/change.js';

/** Returns one change for each field of an organization's update; any other change alone. */
export function splitFields(change: Change): readonly Change[] {
  if (change.action !== 'update' || 'userId' in change || !('organization' in change)) return [change];
  return change.fields.map((field) => ({ ...change, fields: [field] }));
}
