// Reads the members of touched organizations again, by their own lists or from those of everyone, whichever takes fewer
// requests.
import { chooseRereading } from '../kinds/choose-rereading.js';
import type { TouchedList } from '../kinds/choose-rereading.js';
import type { ReadClient } from '../model/client.js';
import type { ListRead, LiveMember } from '../model/live.js';
import { listMemberships } from './list-memberships.js';

export interface RereadMembers {
  /** By organization code, then user id. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, LiveMember>>;
  /** The organizations whose own list was read. */
  readonly ownLists: ReadonlySet<string>;
}

/**
 * Returns the members as they are now; `reads` are those that planning took. Roles are there where they are needed. Throws
 * what the client throws: never a part of a list.
 */
export async function rereadMembers(
  touched: readonly (TouchedList & { readonly code: string })[],
  reads: readonly ListRead[],
  client: ReadClient,
): Promise<RereadMembers> {
  const { everyone, ownLists, roleLists } = chooseRereading(touched, reads);
  const memberLists = ownLists.map(({ code }) => code);
  const [peek, roles] = await Promise.all([
    everyone ? client.peekUsers() : null,
    roleLists ? client.listRoles() : null,
  ]);
  const { members } = await listMemberships(
    {
      reading: { everyone, memberLists, roleLists, reason: 'read again' },
      codes: touched.map(({ code }) => code),
      roles: roles?.rows ?? [],
      peek,
    },
    client,
  );
  return {
    members: new Map(
      [...members].map(([code, rows]) => [code, new Map(rows.map((one) => [one.userId, one]))]),
    ),
    ownLists: new Set(memberLists),
  };
}
