// Sends requests whose answers are going to be wanted before everything is there that they will be wanted for: a plan then
// waits less. What they cost if they are not wanted after all, each function says.
import { findOrganizations } from '../kinds/match-organizations.js';
import { areFewLists, countListed } from '../kinds/member-lists.js';
import type { Peek, ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOrganization, LivePerson } from '../model/live.js';
import type { Sketch } from '../model/sketch.js';
import { answerOnce, beginRest, quiet } from './begin-rest.js';
import { isEveryoneCertain } from './choose-reading.js';
import type { ManagedOrganization } from './choose-reading.js';
import { takeSample } from './decide-reading.js';
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
  const organizations = quiet(client.peekOrganizations());
  const readOn = async (): Promise<Peek<LivePerson>> => {
    const [first, { rows, readRest }] = await Promise.all([people, organizations]);
    const sketch = readRest === null ? null : sketchOf(desired);
    return sketch === null ? first : goOn(sketch, first, rows);
  };
  const everyone = quiet(readOn());
  return {
    ...client,
    peekUsers: answerOnce(
      () => everyone,
      () => client.peekUsers(),
    ),
    peekOrganizations: answerOnce(
      () => organizations,
      () => client.peekOrganizations(),
    ),
  };
}

/** Returns the rest of everyone under way if the sketch and the first answers settle that they are read, else as they were. */
export function goOn(
  sketch: Sketch,
  people: Peek<LivePerson>,
  organizations: readonly LiveOrganization[],
): Peek<LivePerson> {
  return isEveryoneCheaper(sketch, people, organizations) ? beginRest(people) : people;
}

/** What roles cost is known only with all organizations: of files that manage any there is no sketch. */
function sketchOf(desired: DesiredState): Sketch | null {
  if (hasRoles(desired)) return null;
  const { environment, organizations } = desired;
  return {
    lock: environment.code?.value ?? null,
    organizations: organizations.map(({ selector, members }) => {
      return { selector, listed: members?.length ?? null };
    }),
    unread: 0,
  };
}

/** Characters: nobody is listed with less, what parts them from the next one included. */
const shortestMember = 6;

/**
 * Whether everyone is going to be read, whatever other organizations there are: more of them only make member lists dearer,
 * those with roles by more than the roles cost, and more of the people at hand members. Everybody listed is taken for
 * another person, and what is yet to be parsed for people alone, which makes everyone dearest.
 */
function isEveryoneCheaper(
  sketch: Sketch,
  peek: Peek<LivePerson>,
  organizations: readonly LiveOrganization[],
): boolean {
  const find = findOrganizations(organizations);
  const managed: ManagedOrganization[] = [];
  for (const { selector, listed } of sketch.organizations) {
    const code = find(selector)?.code;
    if (listed !== null && code !== undefined) managed.push({ code, listed, needsRoles: false });
  }
  if (areFewLists(managed)) return false;
  const parsed = sketch.organizations.reduce((sum, { listed }) => sum + (listed ?? 0), 0);
  const listedPeople = parsed + Math.ceil(sketch.unread / shortestMember);
  return isEveryoneCertain({ organizations: managed, listedPeople, sample: takeSample(peek, managed) });
}
