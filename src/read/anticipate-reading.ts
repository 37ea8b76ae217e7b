// Sends requests whose answers are going to be wanted before it is certain what else is: a plan then waits less. Decides
// nothing about the reading itself.
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
  return { ...client, peekUsers: begin(() => client.peekUsers()) };
}

/**
 * Returns the client, with what the plan of large files reads already under way: `GET /environment` (scope
 * `read:environments`), `GET /organizations` (scope `read:organizations`) and the look at everyone. The first call of each
 * takes that answer, or throws its error; a second call asks again.
 */
export function beginReading(client: ReadClient): ReadClient {
  return {
    ...client,
    peekUsers: begin(() => client.peekUsers()),
    getEnvironment: begin(() => client.getEnvironment()),
    listOrganizations: begin(() => client.listOrganizations()),
  };
}

function begin<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = ask();
  // Whoever never asks for it does not want to hear of its failure either.
  underWay.catch(() => undefined);
  return () => {
    const answer = underWay ?? ask();
    underWay = null;
    return answer;
  };
}
