// Reads the pending invitations of organizations, each list to its end.
import type { ReadClient } from '../model/client.js';
import type { LiveInvitation } from '../model/invitation.js';
import type { ListRead } from '../model/live.js';
import { toReads } from './to-reads.js';

/** The pending invitations by organization code, and the lists that were read for them. */
export interface ReadInvitations {
  /** Absent if no list was asked for. */
  readonly invitations?: ReadonlyMap<string, readonly LiveInvitation[]>;
  readonly reads: readonly ListRead[];
}

/** Returns the invitations of these organizations, with one request or more for each. Throws the errors of the client. */
export async function readInvitations(
  codes: readonly string[],
  client: Pick<ReadClient, 'listInvitations'>,
): Promise<ReadInvitations> {
  if (codes.length === 0) return { reads: [] };
  const lists = await Promise.all(
    codes.map(async (code) => [code, await client.listInvitations(code)] as const),
  );
  return {
    invitations: new Map(lists.map(([code, { rows }]) => [code, rows])),
    reads: toReads(
      'invitations',
      lists.map(([, one]) => one),
    ),
  };
}
