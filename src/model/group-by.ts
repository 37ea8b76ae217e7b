// Groups rows by a key, since Node 20 has no `Map.groupBy`.
import { organizationKey } from './change.js';
import type { OrganizationRef } from './change.js';

/** Returns the rows of each key. Groups and rows keep the order of the input. */
export function groupBy<Row, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Returns the changes of each organization, by organization key, in the plan's order. */
export function groupByOrganization<Own extends { readonly organization: OrganizationRef }>(
  changes: readonly Own[],
): ReadonlyMap<string, readonly Own[]> {
  return groupBy(changes, ({ organization }) => organizationKey(organization));
}
