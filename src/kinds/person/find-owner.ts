// Who has an address of which Kinde says that it is in use: the look-up tells, else the search, else the list of everyone.
import type { ReadClient } from '../../model/client.js';
import { ApiError } from '../../model/errors.js';
import type { LivePerson } from '../../model/live.js';
import type { ApplyRun } from '../kind.js';

/** Kinde documents neither the status nor the code of this refusal, only that the address is `already in use`. */
const inUse = /in[ _]use|already[ _](?:exists|taken|registered)|duplicate/i;

/** Returns whether a creation was refused because somebody has the address. */
export function isTaken(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== 'api-refused') return false;
  return inUse.test(`${error.facts.kindeCode ?? ''} ${error.message}`);
}

/**
 * Returns the one person who has the normalized address as an identity; null where nobody, or more than one, is found.
 * Throws what the client throws.
 */
export async function findOwner(
  email: string,
  { client, everyone }: Pick<ApplyRun, 'client' | 'everyone'>,
): Promise<LivePerson | null> {
  const { rows } = await client.listUsers({ by: 'email', emails: [email] });
  const owners = ownersAmong(rows, email);
  if (owners.length > 0) return only(owners);
  const found = ownersAmong(await search(email, client), email);
  if (found.length > 0) return only(found);
  return only(ownersAmong(await everyone(), email));
}

/** The search is a short cut: one that Kinde refuses finds nobody. */
async function search(
  email: string,
  client: Pick<ReadClient, 'searchUsers'>,
): Promise<readonly LivePerson[]> {
  try {
    return await client.searchUsers(email);
  } catch (error) {
    if (error instanceof ApiError) return [];
    throw error;
  }
}

function ownersAmong(people: readonly LivePerson[], email: string): readonly LivePerson[] {
  const owners = people.filter(({ emails }) => emails.includes(email));
  return [...new Map(owners.map((one) => [one.userId, one])).values()];
}

function only([owner, ...others]: readonly LivePerson[]): LivePerson | null {
  return others.length === 0 ? (owner ?? null) : null;
}
