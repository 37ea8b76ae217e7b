// Reads the needed lists of values, each once.
import { listValueLists } from '../kinds/registry.js';
import type { ReadClient } from '../model/client.js';
import type { ListRead } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { environmentCode } from '../model/values.js';
import type { LiveValue, LiveValues } from '../model/values.js';
import { toRead, toReads } from './to-reads.js';

/** The values, and the lists that were read for them. */
export interface ReadLists {
  readonly values: LiveValues;
  readonly reads: readonly ListRead[];
}

/**
 * Returns the needed values of the environment or of organizations, with one request or more for each list. Throws the errors
 * of the client.
 */
export async function readValues(
  needs: Pick<ReadNeeds, 'values'>,
  parent: 'environment' | 'organization',
  client: ReadClient,
): Promise<ReadLists> {
  const found = await Promise.all(
    listValueLists().map(async ({ name, list, read }) => {
      const asked = [...(needs.values.get(name) ?? [])];
      const codes = asked.filter((code) => (code === environmentCode) === (parent === 'environment'));
      if (codes.length === 0) return null;
      const lists = await Promise.all(
        codes.map(async (code) => [code, await client.readValues(read, code)] as const),
      );
      return { name, list, lists };
    }),
  );
  const read = found.filter((one) => one !== null);
  return {
    values: new Map(read.map(({ name, lists }) => [name, toRows(lists)])),
    reads: read.flatMap(({ list, lists }): readonly ListRead[] => {
      if (list === null) return [];
      const listings = lists.map(([, one]) => one);
      return parent === 'environment' ? listings.map((one) => toRead(list, one)) : toReads(list, listings);
    }),
  };
}

function toRows(
  lists: readonly (readonly [string, { readonly rows: readonly LiveValue[] }])[],
): ReadonlyMap<string, readonly LiveValue[]> {
  return new Map(lists.map(([code, { rows }]) => [code, rows]));
}
