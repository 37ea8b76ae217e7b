// Looks up the members who may leave, because a hidden address may list or protect them.
import { indexPeople } from '../kinds/person/people-index.js';
import type { ReadClient } from '../model/client.js';
import type { LiveMember, LivePerson } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { lookUpIds, nobody } from './look-up-people.js';
import type { FoundPeople } from './look-up-people.js';

/** The members, and the people who are known already. */
export interface LeavingInput {
  /** The people who are known with all identities, by user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  readonly needs: ReadNeeds;
}

/**
 * Looks up each member whom the plan may remove and whom no list shows with all addresses. A hidden address may protect
 * them, and the plan says whether they lose all access. Scope: `read:users`. Throws the errors of the client.
 */
export async function identifyLeaving(
  { people, members, needs }: LeavingInput,
  client: ReadClient,
): Promise<FoundPeople> {
  const unidentified = [...needs.members].flatMap(([code, need]) => {
    const { exactLists } = need;
    const ended = [...need.ended, ...needs.leavers];
    // A member without an address stays, unless an ended listing names them by id.
    const isUnidentified = ({ userId, email }: LiveMember): boolean =>
      (email !== null || ended.length > 0) && !people.has(userId);
    const mayLeave = exactLists.length + ended.length > 0;
    const open = mayLeave ? (members.get(code) ?? []).filter(isUnidentified) : [];
    return open.length === 0 ? [] : [{ open, exactLists, ended }];
  });
  // The index may cover a million people, so it is built only if a member needs it.
  if (unidentified.length === 0) return nobody;
  const { findIds } = indexPeople(people.values(), members.values());
  const leaving = new Set<string>();
  for (const { open, exactLists, ended } of unidentified) {
    for (const list of exactLists) {
      const staying = new Set(list.flatMap((one) => findIds(one)));
      for (const { userId, email } of open) if (email !== null && !staying.has(userId)) leaving.add(userId);
    }
    const gone = new Set(ended.flatMap((one) => findIds(one)));
    for (const { userId } of open) if (gone.has(userId)) leaving.add(userId);
  }
  return leaving.size === 0 ? nobody : lookUpIds([...leaving].sort(), client);
}
