// Finds what a change needs among roles and permissions that are not created.
import type { Change, EntityChange } from '../../model/change.js';
import { kindOf } from '../registry.js';

/** Returns the first of these creations whose role or permission the change needs; undefined if it needs none. */
export function findLacking(change: Change, creations: readonly EntityChange[]): EntityChange | undefined {
  if (creations.length === 0) return undefined;
  const { roles, permissions } = kindOf(change).touches(change);
  return creations.find(({ resource, key }) => (resource === 'role' ? roles : permissions).includes(key));
}
