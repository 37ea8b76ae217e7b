// Reads the lists of entities, and the references of those whose references matter.
import { kinds } from '../kinds/registry.js';
import type { EntityLists } from '../kinds/entity/entity-lists.js';
import type { TouchedEntity } from '../kinds/touched.js';
import type { Listing, ReadClient } from '../model/client.js';
import type { LiveEntities, LiveEntity } from '../model/entities.js';
import type { ListRead } from '../model/live.js';
import { once } from '../model/once.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { toRead, toReads } from './to-reads.js';

/** The entities, and the lists that were read for them. */
export interface ReadEntities {
  readonly entities: LiveEntities;
  readonly reads: readonly ListRead[];
}

/** Returns the needed entities. Each list takes one request for every 500 entries. Throws the errors of the client. */
export async function readEntities(
  needs: Pick<ReadNeeds, 'entities'>,
  client: ReadClient,
): Promise<ReadEntities> {
  const found = await Promise.all(
    kinds.map(async ({ name, entities }) => {
      const keys = needs.entities.get(name);
      if (entities === null || keys === undefined) return null;
      return { name, ...(await readLists(entities, keys, client)) };
    }),
  );
  const read = found.filter((one) => one !== null);
  return {
    entities: new Map(read.map(({ name, rows }) => [name, rows])),
    reads: read.flatMap(({ reads }) => reads),
  };
}

async function readLists(
  { list, read, references }: EntityLists,
  keys: ReadonlySet<string>,
  client: ReadClient,
): Promise<{ readonly rows: readonly LiveEntity[]; readonly reads: readonly ListRead[] }> {
  const listing = await read(client);
  const { rows } = listing;
  const named = list === null ? [] : [toRead(list, listing)];
  if (references === null || keys.size === 0) return { rows, reads: named };
  const lists = new Map<string, Listing<string>>();
  const detailed = rows.filter(({ key }) => keys.has(key));
  await Promise.all(detailed.map(async ({ key, id }) => lists.set(key, await references.read(client, id))));
  return {
    rows: rows.map((row) => {
      const held = lists.get(row.key);
      if (held === undefined) return row;
      return { ...row, fields: { ...row.fields, [references.field]: [...held.rows].sort() } };
    }),
    reads: [...named, ...toReads(references.list, [...lists.values()])],
  };
}

/** Returns a client that reads the list of roles once, for both the members' roles and the business. */
export function shareRoles(client: ReadClient): ReadClient {
  return { ...client, listRoles: once(() => client.listRoles()) };
}

/** Returns the lists that show the touched entities. */
export function toEntityNeeds(touched: readonly TouchedEntity[]): ReadNeeds['entities'] {
  const needs = new Map<string, Set<string>>();
  for (const { kind, key, withReferences } of touched) {
    const keys = needs.get(kind) ?? new Set<string>();
    needs.set(kind, withReferences ? keys.add(key) : keys);
  }
  return needs;
}

/** Returns the number of people who hold each role, by role key (scope `read:organization_user_roles`). */
export async function countHolders(
  keys: ReadonlySet<string>,
  roles: readonly { readonly key: string; readonly id: string }[],
  client: Pick<ReadClient, 'listRoleHolders'>,
): Promise<{ readonly holders: ReadonlyMap<string, number>; readonly reads: readonly ListRead[] }> {
  const counted = await Promise.all(
    roles
      .filter(({ key }) => keys.has(key))
      .map(async ({ key, id }) => ({ key, ...(await client.listRoleHolders(id)) })),
  );
  return {
    holders: new Map(counted.map(({ key, rows, unread = [] }) => [key, rows.length + unread.length])),
    reads: toReads('holders of changed roles', counted),
  };
}
