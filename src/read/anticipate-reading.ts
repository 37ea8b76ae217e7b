// Asks for the first page of everyone while the small lists are still on their way, if it is going to be wanted:
// a plan then waits one answer less. Decides nothing about the reading itself.
import { areFewLists, countListed } from '../kinds/member-lists.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';

/**
 * Returns the client, with `GET /users` (scope `read:users`) already under way where the files manage so many
 * members that a look at everyone pays. Where most of these organizations do not exist yet, that look is a request
 * too many. What it throws, `peekUsers` throws.
 */
export function anticipateReading({ organizations }: DesiredState, client: ReadClient): ReadClient {
  if (areFewLists(countListed(organizations))) return client;
  const peek = client.peekUsers();
  // Whoever never asks for it does not want to hear of its failure either.
  peek.catch(() => undefined);
  return { ...client, peekUsers: () => peek };
}
