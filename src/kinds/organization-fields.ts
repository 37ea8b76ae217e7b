// The fields of an organization that files can manage, and how they are read from a live one.
import type { FieldValue } from '../model/change.js';
import type { LiveOrganization } from '../model/live.js';

export const managedFields = ['name', 'handle', 'externalId', 'allowRegistrations'] as const;
export type ManagedField = (typeof managedFields)[number];

/** Returns the live value of a field of a plan; undefined for a field that is none of these. */
export function readField(live: LiveOrganization, field: string): FieldValue | undefined {
  const known = managedFields.find((one) => one === field);
  return known === undefined ? undefined : live[known];
}
