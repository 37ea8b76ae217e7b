// Sends requests whose answers are going to be wanted before everything is there that they will be wanted for: a plan then
// waits less. What they cost if they are not wanted after all, each function says.
import { areFewLists, countListed } from '../kinds/member-lists.js';
import type { Peek, ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOrganization, LivePerson } from '../model/live.js';
import { decideReading, listManaged } from './decide-reading.js';
import { hasRoles } from './read-foundations.js';

/**
 * Returns the client, with `GET /users` (scope `read:users`) already under way where the files manage so many
 * members that a look at everyone pays. Where most of these organizations do not exist yet, that look is a request
 * too many. Everyone is read on while the list of organizations (`GET /organizations`, scope `read:organizations`) still
 * has further pages, if its first one settles that. What goes wrong is thrown to whoever takes the answer.
 */
export function anticipateReading(desired: DesiredState, client: ReadClient): ReadClient {
  if (areFewLists(countListed(desired.organizations))) return client;
  const people = client.peekUsers();
  const organizations = client.peekOrganizations();
  return {
    ...client,
    peekUsers: begin(async () => goOn(desired, await people, await organizations)),
    peekOrganizations: begin(() => organizations),
  };
}

/**
 * Returns the client, with what the plan of large files reads already under way: `GET /environment` (scope
 * `read:environments`), `GET /organizations` (scope `read:organizations`) and the look at everyone; that one is a request too
 * many where the files manage no more than two lists after all. The first call of each takes that answer, or throws its
 * error; a second call asks again.
 */
export function beginReading(client: ReadClient): ReadClient {
  return {
    ...client,
    peekUsers: begin(() => client.peekUsers()),
    getEnvironment: begin(() => client.getEnvironment()),
    peekOrganizations: begin(async () => beginRest(await client.peekOrganizations())),
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

function beginRest<Row>({ rows, readRest }: Peek<Row>): Peek<Row> {
  return { rows, readRest: readRest === null ? null : begin(readRest) };
}

function goOn(
  desired: DesiredState,
  people: Peek<LivePerson>,
  organizations: Peek<LiveOrganization>,
): Peek<LivePerson> {
  if (organizations.readRest === null || people.readRest === null) return people;
  return isEveryoneCheaper(desired, people, organizations.rows) ? beginRest(people) : people;
}

/**
 * Whether everyone is going to be read, whatever other organizations there are: more of them only make member lists dearer,
 * and more of the people at hand members. Everybody listed is taken for another person, which makes everyone dearest.
 */
function isEveryoneCheaper(
  desired: DesiredState,
  peek: Peek<LivePerson>,
  organizations: readonly LiveOrganization[],
): boolean {
  const managed = listManaged(desired, organizations);
  // What roles cost is known only with all organizations.
  if (areFewLists(managed) || hasRoles(desired)) return false;
  const listedPeople = countListed(desired.organizations).reduce((sum, { listed }) => sum + listed, 0);
  return decideReading({ managed, listedPeople, peek, roleCount: 0 }).everyone;
}
