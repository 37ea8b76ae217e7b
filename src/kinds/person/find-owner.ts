// Finds the owner of an address that Kinde calls in use: by the address filter, then by the search, then by the list of
// everyone.
import type { ReadClient } from '../../model/client.js';
import { ApiError } from '../../model/errors.js';
import type { LivePerson } from '../../model/live.js';
import type { ApplyRun } from '../kind.js';

/** Returns whether Kinde refused a creation because the address is in use. */
export function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'api-refused' && error.facts.isInUse === true;
}

/**
 * Returns the only person who has the normalized address as an identity; null if there are none or several. Reads GET
 * users by address, the search and the list of everyone, until one shows an owner. Throws what the client throws.
 */
export async function findOwner(
  email: string,
  { client, everyone }: Pick<ApplyRun, 'client' | 'everyone'>,
): Promise<LivePerson | null> {
  const owners = await listOwners(email, client);
  if (owners.length > 0) return only(owners);
  const found = ownersAmong(await searchUnlessRefused(email, client), email);
  if (found.length > 0) return only(found);
  return only(ownersAmong(await everyone(), email));
}

/** Returns the owner's preferred address and id, as a message names them. */
export function nameOwner({ email, userId }: Pick<LivePerson, 'email' | 'userId'>): string {
  return email === null ? userId : `${email} (${userId})`;
}

/** Returns everyone whom the address filter (GET users) shows with the normalized address. Throws what the client throws. */
async function listOwners(
  email: string,
  client: Pick<ReadClient, 'listUsers'>,
): Promise<readonly LivePerson[]> {
  const { rows } = await client.listUsers({ by: 'email', emails: [email] });
  return ownersAmong(rows, email);
}

/**
 * Returns the people whom the search finds by an address; no people if Kinde refuses the search, because a search never
 * proves an absence. Any other failure is thrown: its answer may have shown the person.
 */
export async function searchUnlessRefused(
  email: string,
  client: Pick<ReadClient, 'searchUsers'>,
): Promise<readonly LivePerson[]> {
  try {
    return await client.searchUsers(email);
  } catch (error) {
    const status = error instanceof ApiError ? (error.facts.status ?? 0) : 0;
    if (status >= 400 && status < 500 && status !== 429) return [];
    throw error;
  }
}

/** Returns the people who have the normalized address, each once. */
export function ownersAmong<Person extends LivePerson>(
  people: readonly Person[],
  email: string,
): readonly Person[] {
  const owners = people.filter(({ emails }) => emails.includes(email));
  return [...new Map(owners.map((one) => [one.userId, one])).values()];
}

function only([owner, ...others]: readonly LivePerson[]): LivePerson | null {
  return others.length === 0 ? (owner ?? null) : null;
}
